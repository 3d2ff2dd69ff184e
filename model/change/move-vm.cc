// SPDX-License-Identifier: GPL-2.0-only
//
// move-vm: a VM goes on at another host, and its rules follow. With `memory`, that is copied across the
// fabric while the VM runs, and the rest while it is paused; without, it pauses for a given time. Its new
// hypervisor announces it as QEMU does; its old host may send on what still comes for it there, as
// Achelous's Traffic Redirect does (SIGCOMM 2023, section 6.2).

#include "model/change/move-vm.h"

#include "model/change/vm-key.h"
#include "model/dice.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr uint64_t kMostMemory_bytes = uint64_t{1} << 46; // 64 TiB
constexpr uint64_t kMostDirtyRate_bps = 10'000'000'000'000;
constexpr uint32_t kMostRounds = 1'000'000;

} // namespace

void
MoveVmKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like, "vm", "which VM of the tenant moves: its name, or \"random\""), vm);
    keys.Text(Named(like, "to", "number of the host it moves to, or \"random\": one with room"),
              to);
    keys.Duration(
        Named(like,
              "downtime",
              "from its pause here to its going on there; with `memory`, it pauses when the "
              "rest can be copied within that"),
        downtime_ns,
        {0, kHour_ns});
    keys.Size(Named(like,
                    "memory",
                    "of the VM, copied across the fabric while it runs; 0B: it moves at once"),
              memory_bytes,
              {0, kMostMemory_bytes});
    keys.Rate(Named(like, "dirty_rate", "at which the VM writes its memory, which is copied again"),
              dirtyRate_bps,
              {0, kMostDirtyRate_bps});
    keys.Integer(Named(like, "rounds", "most that copy memory before it pauses for the rest"),
                 rounds,
                 {0, kMostRounds});
    keys.Choice<bool>(Named(like,
                            "announce",
                            "whether the hypervisor there tells switches by five RARP requests "
                            "within 800 ms, as QEMU does, that the VM goes on"),
                      announces,
                      {{"on", true}, {"off", false}});
    keys.Choice<bool>(
        Named(like, "redirect", "whether the old host sends on what still comes for the VM there"),
        redirects,
        {{"off", false}, {"on", true}});
    keys.Duration(
        Named(like, "redirect_for", "for how long it does; 0ns: until the VM stops or is back"),
        redirectFor_ns,
        {0, 24 * kHour_ns});
    keys.Choice<bool>(
        Named(like,
              "state",
              "where the connections are from then on that the firewall of its old host remembers: "
              "they stay there, or move with it"),
        movesState,
        {{"stays", false}, {"moves", true}});
}

namespace
{

const DicePurpose kWhich{"move-vm.which"};
const DicePurpose kWhereTo{"move-vm.where-to"};

std::optional<HostId>
ReadHost(const std::string& text)
{
    HostId host;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), host.value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(host)
                                                                    : std::nullopt;
}

/// One of the hosts with room, other than the VM's own.
HostId
DrawHost(const ChangeSetting& setting, VmId vm)
{
    const CloudVersion& version = setting.cloud.Version();
    const CloudPlan& plan = setting.cloud.Plan();
    std::vector<HostId> fitting;
    for (uint32_t i = 0; i < version.slots.Hosts(); ++i)
    {
        const HostId host{i};
        if (host != plan.HostOf(vm, version) && !version.substrate.failedHosts.contains(host) &&
            version.slots.Free(host) >= plan.At(vm).vnics.size())
        {
            fitting.push_back(host);
        }
    }
    if (fitting.empty())
    {
        throw std::invalid_argument("no other host has room for the VM that is to move");
    }
    const auto count = static_cast<uint32_t>(fitting.size());
    return fitting[Dice(setting.seed, 0).Below(count, kWhereTo, 0, 0)];
}

class MoveVm : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "move-vm";
    }

    std::string_view Description() const override
    {
        return "a VM goes on at another host, and its rules follow";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<MoveVmKeys>();
    }

    std::optional<ChangeObjection> Objection(const std::string& tenant,
                                             const Specification& before,
                                             const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const MoveVmKeys&>(keys);
        if (auto objection = ObjectionToVm("vm", own.vm, tenant, before))
        {
            return objection;
        }
        if (own.to != "random" && !ReadHost(own.to))
        {
            return ChangeObjection{
                "to", "is \"" + own.to + "\"; accepted is a host's number, or \"random\""};
        }
        if (own.dirtyRate_bps > 0 && own.memory_bytes == 0)
        {
            return ChangeObjection{
                "dirty_rate", "is given, but no memory is copied; accepted with memory above 0B"};
        }
        if (own.redirectFor_ns > 0 && !own.redirects)
        {
            return ChangeObjection{"redirect_for",
                                   "is given, but nothing is redirected; accepted with redirect = "
                                   "\"on\""};
        }
        return std::nullopt;
    }

    std::optional<ChangeObjection> ObjectionOn(const Topology& topology,
                                               const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const MoveVmKeys&>(keys);
        if (own.redirects && topology.Hosts() < 2)
        {
            return ChangeObjection{
                "redirect", "is \"on\", but there is no second host; accepted with two or more"};
        }
        const std::string& to = own.to;
        const std::optional<HostId> host = ReadHost(to);
        if (!host || host->value < topology.Hosts())
        {
            return std::nullopt;
        }
        return ChangeObjection{"to",
                               "is \"" + to + "\"; accepted are hosts 0 to " +
                                   std::to_string(topology.Hosts() - 1) + ", and \"random\""};
    }

    /// The VM moves all the same.
    std::optional<std::string> Shortfall(const Design& design, const OwnKeys& keys) const override
    {
        if (!dynamic_cast<const MoveVmKeys&>(keys).redirects || design.TunnelOverhead() > 0)
        {
            return std::nullopt;
        }
        return std::string(design.Name()) + " redirects nothing: its hosts have no tunnels, and "
                                            "switches would bring back what a "
                                            "host sends on";
    }

    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const MoveVmKeys&>(keys);
        const VmId vm = ChooseVm(setting, own.vm, kWhich);
        const HostId to = own.to == "random" ? DrawHost(setting, vm) : ReadHost(own.to).value();
        const Time downtime = NanoSeconds(static_cast<int64_t>(own.downtime_ns));
        const std::optional<std::string> shortfall = Shortfall(setting.cloud.GetDesign(), keys);
        const MoveManner manner{.announces = own.announces,
                                .redirects = own.redirects && !shortfall,
                                .redirectFor =
                                    NanoSeconds(static_cast<int64_t>(own.redirectFor_ns)),
                                .movesState = own.movesState};
        if (shortfall)
        {
            setting.failed(*shortfall);
        }
        Operations& operate = setting.cloud.Operate();
        if (own.memory_bytes == 0)
        {
            operate.Move(vm, to, downtime, setting.submitted, setting.acked, manner);
            return;
        }
        operate.Migrate(vm,
                        to,
                        {.memory_bytes = own.memory_bytes,
                         .dirtyRate_bps = own.dirtyRate_bps,
                         .rounds = own.rounds,
                         .downtime = downtime},
                        setting.submitted,
                        setting.acked,
                        manner);
    }
};

const ChangeKindRegistration kMoveVm{std::make_unique<MoveVm>()};

} // namespace

} // namespace ns3::vnlab
