// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MONITOR_H
#define VNLAB_MONITOR_H

#include "model/deployment/deployment.h"
#include "model/drop-log.h"
#include "model/key/own-keys.h"
#include "model/key/registry.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// What a monitor watches, and from when on.
struct MonitorSetting
{
    Deployment& cloud; ///< outlives the monitor
    DropLog& drops;    ///< of the cloud's substrate
    Time start;        ///< nothing is seen before it
};

/// What a monitor came to.
struct MonitorOutcome
{
    /// By what was counted, such as "sent": by VM. A VM of which nothing was counted may be absent.
    std::map<std::string, std::map<VmId, uint64_t>> counts;
    std::vector<std::pair<VmId, Time>> alarms; ///< in order of time
};

/// A monitor at work. It lives as long as the simulation.
class Monitor
{
  public:
    virtual ~Monitor() = default;

    virtual MonitorOutcome Outcome() const = 0;
};

/**
 * @brief A kind of monitor: something that watches VMs and may limit them.
 *
 * It sees what observers see (VnicDevice::AddObserver, DropLog::AddObserver, Deployment::OnVmChange),
 * and acts through Deployment::Operate(). An observer is told while a frame is being sent or received:
 * to act on the cloud then, it schedules an event.
 *
 * To add one, write a file with a subclass and a MonitorKindRegistration; `[[monitors]] kind` then
 * knows it by its name. Stateless: one object serves all runs.
 */
class MonitorKind
{
  public:
    virtual ~MonitorKind() = default;

    /// @return the name in scenario files, such as "send-counter"
    virtual std::string_view Name() const = 0;

    /// @return one line for `vnlab list`
    virtual std::string_view Description() const = 0;

    /// @return the keys of its own in [[monitors]], with their defaults
    virtual std::unique_ptr<OwnKeys> MakeKeys() const;

    /// @return the keys whose values say whom it watches, as WatchedVms takes them, with those values
    virtual std::vector<std::pair<std::string, std::string>> WatchKeys(const OwnKeys& keys) const;

    /// Schedules the monitor. @param keys as MakeKeys() made them, with the scenario's values
    /// @throws std::invalid_argument where the cloud has no VM that a key names
    virtual std::unique_ptr<Monitor> Start(const MonitorSetting& setting,
                                           const OwnKeys& keys) const = 0;
};

/// @param name "all", or "tenant/vm"
/// @return all VMs that exist at any time of the run, or the named one
/// @throws std::invalid_argument where there is no such VM
std::vector<VmId> WatchedVms(const CloudPlan& plan, const std::string& name);

/// Makes a kind of monitor known by its name: one static object in its file.
using MonitorKindRegistration = Registration<MonitorKind>;

/// @return the kind of monitor, or nullptr
const MonitorKind* FindMonitorKind(std::string_view name);

/// @return all kinds of monitor, by name
std::vector<const MonitorKind*> AllMonitorKinds();

} // namespace ns3::vnlab

#endif // VNLAB_MONITOR_H
