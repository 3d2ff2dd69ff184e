// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/file/descriptor-buffer.h"

#include <cerrno>
#include <string_view>
#include <unistd.h>

namespace ns3::vnlab
{

DescriptorBuffer::DescriptorBuffer(int descriptor, bool byLine)
    : m_descriptor(descriptor),
      m_byLine(byLine)
{
}

int
DescriptorBuffer::Finish()
{
    for (size_t done = 0; done < m_waiting.size() && m_error == 0;)
    {
        const ssize_t part = write(m_descriptor, m_waiting.data() + done, m_waiting.size() - done);
        if (part >= 0)
        {
            done += static_cast<size_t>(part);
        }
        else if (errno != EINTR)
        {
            m_error = errno;
        }
    }
    m_waiting.clear();
    return m_error;
}

DescriptorBuffer::int_type
DescriptorBuffer::overflow(int_type character)
{
    if (traits_type::eq_int_type(character, traits_type::eof()))
    {
        return traits_type::not_eof(character);
    }
    const char one = traits_type::to_char_type(character);
    return xsputn(&one, 1) == 1 ? character : traits_type::eof();
}

std::streamsize
DescriptorBuffer::xsputn(const char* text, std::streamsize count)
{
    constexpr size_t most = 1 << 16;
    const std::string_view added(text, static_cast<size_t>(count));
    m_waiting += added;
    if (m_waiting.size() >= most || (m_byLine && added.find('\n') != std::string_view::npos))
    {
        Finish();
    }
    return m_error == 0 ? count : 0;
}

int
DescriptorBuffer::sync()
{
    return Finish() == 0 ? 0 : -1;
}

} // namespace ns3::vnlab
