// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RUN_OBSERVER_H
#define VNLAB_RUN_OBSERVER_H

#include "model/attack/attack-observer.h"
#include "model/deployment/deployment.h"
#include "scenarios/vnlab/run/change-watch.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <string>

namespace ns3::vnlab
{

/// Watches a run; by default it does nothing. It must not change anything.
class RunObserver
{
  public:
    virtual ~RunObserver() = default;

    /// The first deployment is done: time 0. @param topology of the substrate
    virtual void Began(const Deployment& /*deployment*/, const Topology& /*topology*/)
    {
    }

    /// An attack is added, before anything of it happens.
    /// @return who watches it, living as long as the run, or nullptr
    virtual AttackObserver* WatchAttack(const std::string& /*label*/)
    {
        return nullptr;
    }

    /// What became of a change, told at the end of the run in the order of changes.
    virtual void Changed(const ChangeOutcome& /*outcome*/)
    {
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_RUN_OBSERVER_H
