// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_TEST_INPUT_H
#define VNLAB_SCENARIO_TEST_INPUT_H

#include "scenarios/vnlab/scenario/scenario-parser.h"

#include <map>
#include <string>

namespace ns3::vnlab
{

/// Files that exist in a test, by path.
using TestFiles = std::map<std::string, std::string>;

/// @return names as the simulator would give them
const KnownNames& TestNames();

/// Reads "cloud/lab.toml".
/// @throws InputError as ParseScenario
Scenario ParseTest(const std::string& text, const TestFiles& files = {});

/// @return the messages about "cloud/lab.toml", one a line, "" where it is a good scenario; the
///         name of that file is cut off
std::string Problems(const std::string& text, const TestFiles& files = {});

/// The file of a WAN of two data centers, of which it says no more than that they are linked.
inline constexpr const char* kPairWan =
    "<graphml><graph edgedefault=\"undirected\">\n"
    "<node id=\"a\"/><node id=\"b\"/><edge source=\"a\" target=\"b\"/></graph></graphml>";

/// A group "shop" of three tenants with a ring of 4 VMs each, and one design; lines 1 to 7.
extern const std::string kShop;

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_TEST_INPUT_H
