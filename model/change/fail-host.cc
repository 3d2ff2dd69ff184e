// SPDX-License-Identifier: GPL-2.0-only
//
// fail-host: a host loses its power, and its VMs start again elsewhere.

#include "model/change/fail-host.h"

#include "model/change/host-key.h"

#include "ns3/simulator.h"

namespace ns3::vnlab
{

void
FailHostKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like, "host", "number of the host that fails, or \"random\": one that works"),
              host);
    keys.Choice<bool>(Named(like,
                            "restart",
                            "where its VMs start again: on the hosts with the most room, or not"),
                      restarts,
                      {{"elsewhere", true}, {"nowhere", false}});
    keys.Duration(
        Named(like, "restart_time", "from the failure's detection to their start (an assumption)"),
        restart_time_ns,
        {0, kHour_ns});
}

namespace
{

const DicePurpose kWhichFails{"fail-host.which"};

/// Nothing is left to do where the host is back.
void
RestartElsewhere(const ChangeSetting& setting, HostId failed)
{
    if (!setting.cloud.Version().substrate.failedHosts.contains(failed))
    {
        return;
    }
    const ChangeReport report = setting.cloud.Operate().Evacuate(failed, setting.acked);
    setting.submitted(report);
    if (const size_t left = report.withoutRoom.size(); left > 0)
    {
        setting.failed(std::to_string(left) + " VMs of host " + std::to_string(failed.value) +
                       " find no room elsewhere");
    }
}

class FailHost : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "fail-host";
    }

    std::string_view Description() const override
    {
        return "a host loses its power, and its VMs start again elsewhere";
    }

    ChangeOf Of(const OwnKeys&) const override
    {
        return ChangeOf::kSubstrate;
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<FailHostKeys>();
    }

    std::optional<ChangeObjection> ObjectionOn(const Topology& topology,
                                               const OwnKeys& keys) const override
    {
        return ObjectionToHost(topology, dynamic_cast<const FailHostKeys&>(keys).host);
    }

    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const FailHostKeys&>(keys);
        const HostId host = ChooseHost(setting, own.host, kWhichFails, false);
        const auto known = [setting, host, own](const ChangeReport& report)
        {
            setting.submitted(report);
            if (own.restarts)
            {
                Simulator::Schedule(NanoSeconds(static_cast<int64_t>(own.restart_time_ns)),
                                    [setting, host] {
                                        Attempt(setting, [&] { RestartElsewhere(setting, host); });
                                    });
            }
        };
        setting.cloud.Operate().Fail(host, setting.acked, known);
    }
};

const ChangeKindRegistration kFailHost{std::make_unique<FailHost>()};

} // namespace

} // namespace ns3::vnlab
