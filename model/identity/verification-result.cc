// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/verification-result.h"

#include <array>
#include <cstddef>

namespace ns3::vnlab
{

std::string_view
ToString(VerificationResult result)
{
    constexpr std::array<std::string_view, 10> names{"accepted",
                                                     "malformed",
                                                     "foreign-root",
                                                     "forged",
                                                     "not-yet-valid",
                                                     "expired",
                                                     "wrong-uuid",
                                                     "no-possession",
                                                     "revoked",
                                                     "reused-uuid"};
    return names.at(static_cast<size_t>(result));
}

} // namespace ns3::vnlab
