// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TRIAL_H
#define VNLAB_TRIAL_H

#include <functional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// An operation whose cost is to be measured on this machine.
struct Trial
{
    std::string name;                   ///< in tables
    std::vector<std::string> costs;     ///< entries of the cost table that it measures; may be none
    std::function<double()> sample_s{}; ///< seconds that the operation takes, by a batch of its own
};

} // namespace ns3::vnlab

#endif // VNLAB_TRIAL_H
