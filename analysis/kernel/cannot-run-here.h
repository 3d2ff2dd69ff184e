// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CANNOT_RUN_HERE_H
#define VNLAB_CANNOT_RUN_HERE_H

#include <stdexcept>

namespace ns3::vnlab
{

/// Programs cannot be run in this machine's kernel: a right, an object or libbpf is missing.
class CannotRunHere : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

} // namespace ns3::vnlab

#endif // VNLAB_CANNOT_RUN_HERE_H
