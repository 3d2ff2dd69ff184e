// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PRINT_WARNINGS_H
#define VNLAB_PRINT_WARNINGS_H

#include <iosfwd>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Prints what is odd but stops nothing, a line each; of more than kMostProblems, how many more.
void PrintWarnings(const std::vector<std::string>& warnings, std::ostream& err);

} // namespace ns3::vnlab

#endif // VNLAB_PRINT_WARNINGS_H
