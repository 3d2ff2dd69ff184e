// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_SCENARIO_TEXT_H
#define VNLAB_TEST_SCENARIO_TEXT_H

#include <stdexcept>
#include <string>

namespace ns3::vnlab::test
{

/// Six VMs in a ring, two designs, one second: lines 1 to 11.
inline const std::string kRing = R"(title = "Ring"
[substrate]
racks = 2
hosts_per_rack = 2
[[tenants]]
name = "shop"
generate = { kind = "ring", vms = 6 }
[designs]
use = ["flat", "linkwire"]
[run]
duration = "1s"
)";

/// @return the text with one part, which it has, replaced
inline std::string
With(std::string text, const std::string& part, const std::string& other)
{
    const size_t at = text.find(part);
    if (at == std::string::npos)
    {
        throw std::logic_error("no '" + part + "' in: " + text);
    }
    return text.replace(at, part.size(), other);
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_SCENARIO_TEXT_H
