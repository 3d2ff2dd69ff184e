// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PACKET_GENERATOR_H
#define VNLAB_PACKET_GENERATOR_H

#include "test/conformance/hook/program-inputs.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Cases for one program, as many as one likes: the same seed gives the same ones everywhere.
 *
 * Cases come in batches that start from the same map contents. Frames that the kernel's test call
 * refuses are never generated: less than an Ethernet header; for TC programs also more than 3712
 * bytes, IPv4 without a whole header, IPv6 without one.
 */
class PacketGenerator
{
  public:
    /// @param interfaces indices that cases may name; not empty
    PacketGenerator(const HookProgram& program,
                    uint64_t seed,
                    std::vector<uint32_t> interfaces = {1});
    ~PacketGenerator();

    /// @return two cases of each kind; in every 20th call, 20 of kFullMap instead
    std::vector<HookCase> NextBatch();

    /// @return frames of every tunnel protocol, cut at every length that the call takes: once as
    /// they are, once with lengths that agree with the cut
    std::vector<HookCase> EveryTruncation();

    /// @return whether the kernel's test call takes the frame
    static bool IsTestable(const HookProgram& program, const Bytes& frame);

  private:
    void StartFrom(const MapContents& rules);
    HookCase Make(CaseKind kind);
    Bytes FrameOf(CaseKind kind);
    Bytes HitWith(const TunnelWish& wish);
    FrameWish& EitherPacket(TunnelWish& wish);
    Bytes LongFrame();
    Bytes FullMapFrame();
    Bytes TruncatedFrame();
    Bytes WithWrongLength(Bytes frame);
    Bytes WithBitFlips(Bytes frame);
    Bytes RandomFrame();
    TunnelWish EcnWish();

    const HookProgram& m_program;
    Draw m_draw;
    std::unique_ptr<ProgramInputs> m_inputs;
    std::vector<uint32_t> m_interfaces;
    std::shared_ptr<const MapState> m_maps; // of the current batch
    uint64_t m_batches{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_PACKET_GENERATOR_H
