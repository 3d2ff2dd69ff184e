// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/print-warnings.h"

#include "analysis/style/visible-text.h"
#include "model/input/input-error.h"

#include <algorithm>
#include <ostream>

namespace ns3::vnlab
{

void
PrintWarnings(const std::vector<std::string>& warnings, std::ostream& err)
{
    for (size_t i = 0; i < std::min(warnings.size(), kMostProblems); ++i)
    {
        err << "warning: " << VisibleText(warnings[i]) << '\n';
    }
    if (warnings.size() > kMostProblems)
    {
        err << "and " << warnings.size() - kMostProblems << " more warnings\n";
    }
}

} // namespace ns3::vnlab
