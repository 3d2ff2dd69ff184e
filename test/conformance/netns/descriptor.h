// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_DESCRIPTOR_H
#define VNLAB_TEST_DESCRIPTOR_H

#include <unistd.h>
#include <utility>

namespace ns3::vnlab::test
{

/// Owns a file descriptor.
class Descriptor
{
  public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }

    Descriptor(Descriptor&& other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    {
    }

    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }

    ~Descriptor()
    {
        if (m_number >= 0)
        {
            close(m_number);
        }
    }

    int Get() const
    {
        return m_number;
    }

  private:
    int m_number;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_DESCRIPTOR_H
