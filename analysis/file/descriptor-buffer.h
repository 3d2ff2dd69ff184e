// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DESCRIPTOR_BUFFER_H
#define VNLAB_DESCRIPTOR_BUFFER_H

#include <streambuf>
#include <string>

namespace ns3::vnlab
{

/**
 * @brief The buffer of a stream that writes to a file descriptor.
 *
 * Why not std::ofstream: it forgets why a write failed. After the first failure nothing more is
 * written, so what is there is a beginning of the whole.
 */
class DescriptorBuffer : public std::streambuf
{
  public:
    /// @param descriptor open to write; not owned
    /// @param byLine whether each end of a line is written at once, as for a terminal
    explicit DescriptorBuffer(int descriptor, bool byLine = false);

    /// Writes what waits. @return 0, or the errno of the first write that failed
    int Finish();

  protected:
    int_type overflow(int_type character) override;
    std::streamsize xsputn(const char* text, std::streamsize count) override;
    int sync() override;

  private:
    int m_descriptor;
    bool m_byLine;
    int m_error{0};
    std::string m_waiting;
};

} // namespace ns3::vnlab

#endif // VNLAB_DESCRIPTOR_BUFFER_H
