// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FRAME_BUFFER_H
#define VNLAB_FRAME_BUFFER_H

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

namespace ns3::vnlab
{

/**
 * @brief The linear bytes of one frame, as a hook program sees it, with room to grow at the front.
 *
 * Holds the first kMaxLinear bytes of the frame at most; the rest (the tail, payload) stays where
 * it is and only its length is known. Lives on the stack: the storage is inline and not cleared.
 * The way in is `FrameBuffer buffer(packet->GetSize()); packet->CopyData(buffer.Data(),
 * buffer.Size());`. The way out: the new frame is the linear part followed by the TailLength()
 * last bytes of the old frame.
 */
class FrameBuffer
{
  public:
    /// Bytes in front of a new buffer's data: what the largest encapsulation needs, and spare.
    static constexpr uint32_t kHeadroom = 64;
    /// Linear bytes of a new buffer at most: every header, encapsulated once, options included.
    static constexpr uint32_t kMaxLinear = 192;

    /**
     * @param frameLength the whole frame's length in bytes, Ethernet header included; the first
     * Size() bytes at Data() are the caller's to fill
     */
    explicit FrameBuffer(uint32_t frameLength)
        : m_begin(kHeadroom),
          m_end(kHeadroom + std::min(frameLength, kMaxLinear)),
          m_tail(frameLength - (m_end - m_begin))
    {
    }

    /// A buffer for a frame whose bytes are all at hand; copies the linear part.
    explicit FrameBuffer(std::span<const uint8_t> frame)
        : FrameBuffer(static_cast<uint32_t>(frame.size()))
    {
        std::copy_n(frame.begin(), Size(), Data());
    }

    /// @return the first linear byte
    uint8_t* Data()
    {
        return m_storage + m_begin;
    }

    /// @copydoc Data()
    const uint8_t* Data() const
    {
        return m_storage + m_begin;
    }

    /// @return number of linear bytes
    uint32_t Size() const
    {
        return m_end - m_begin;
    }

    /// @return the linear bytes
    std::span<const uint8_t> Linear() const
    {
        return {Data(), Size()};
    }

    /// @return number of bytes of the frame that follow the linear part and are not in the buffer
    uint32_t TailLength() const
    {
        return m_tail;
    }

    /// @return length of the whole frame: Size() + TailLength()
    uint32_t FrameLength() const
    {
        return Size() + m_tail;
    }

    /// Adds `bytes` (cleared) at the front. @return false, with nothing changed, if they do not fit
    bool Grow(uint32_t bytes)
    {
        if (bytes > m_begin)
        {
            return false;
        }
        m_begin -= bytes;
        std::memset(Data(), 0, bytes);
        return true;
    }

    /// Removes `bytes` at the front. @return false, with nothing changed, if fewer are linear
    bool Shrink(uint32_t bytes)
    {
        if (bytes > Size())
        {
            return false;
        }
        m_begin += bytes;
        return true;
    }

  private:
    uint32_t m_begin;
    uint32_t m_end;
    uint32_t m_tail;
    alignas(8) uint8_t m_storage[kHeadroom + kMaxLinear];
};

} // namespace ns3::vnlab

#endif // VNLAB_FRAME_BUFFER_H
