// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONFORMANCE_STATUS_H
#define VNLAB_CONFORMANCE_STATUS_H

#include <cstdlib>
#include <string_view>

namespace ns3::vnlab::test
{

// Exit statuses of the programs that compare with something outside vnlab.
inline constexpr int kFailed = 1;
inline constexpr int kSkipped = 77; ///< ctest counts a skip

/// @return the exit status where a comparison is not possible here: a skip, and with CONFORMANCE_REQUIRED=1
///         a failure
inline int
StatusWhereImpossible()
{
    const char* required = std::getenv("CONFORMANCE_REQUIRED");
    return required && std::string_view(required) == "1" ? kFailed : kSkipped;
}

} // namespace ns3::vnlab::test

#endif // VNLAB_CONFORMANCE_STATUS_H
