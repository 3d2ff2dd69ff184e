// SPDX-License-Identifier: GPL-2.0-only
//
// move-vm: a VM goes on at another host, and its rules follow. With `memory`, that is copied across the
// fabric while the VM runs, and the rest while it is paused; without, it pauses for a given time.

#include "model/change/move-vm.h"

#include "model/change/vm-key.h"
#include "model/dice.h"

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
        return std::nullopt;
    }

    std::optional<ChangeObjection> ObjectionOn(const Topology& topology,
                                               const OwnKeys& keys) const override
    {
        const std::string& to = dynamic_cast<const MoveVmKeys&>(keys).to;
        const std::optional<HostId> host = ReadHost(to);
        if (!host || host->value < topology.Hosts())
        {
            return std::nullopt;
        }
        return ChangeObjection{"to",
                               "is \"" + to + "\"; accepted are hosts 0 to " +
                                   std::to_string(topology.Hosts() - 1) + ", and \"random\""};
    }

    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const MoveVmKeys&>(keys);
        const VmId vm = ChooseVm(setting, own.vm, kWhich);
        const HostId to = own.to == "random" ? DrawHost(setting, vm) : ReadHost(own.to).value();
        const Time downtime = NanoSeconds(static_cast<int64_t>(own.downtime_ns));
        Operations& operate = setting.cloud.Operate();
        if (own.memory_bytes == 0)
        {
            operate.Move(vm, to, downtime, setting.submitted, setting.acked);
            return;
        }
        operate.Migrate(vm,
                        to,
                        {.memory_bytes = own.memory_bytes,
                         .dirtyRate_bps = own.dirtyRate_bps,
                         .rounds = own.rounds,
                         .downtime = downtime},
                        setting.submitted,
                        setting.acked);
    }
};

const ChangeKindRegistration kMoveVm{std::make_unique<MoveVm>()};

} // namespace

} // namespace ns3::vnlab
