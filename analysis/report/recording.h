// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RECORDING_H
#define VNLAB_RECORDING_H

#include "analysis/report/reacher-sets.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// @file What a run was seen to do, for the replay of a report. VMs are numbers of VmId; times are
/// microseconds since the first deployment was done.

namespace ns3::vnlab
{

/// The cloud that a replay draws: the same under every design.
struct RecordedCloud
{
    struct Vm
    {
        std::string name;
        uint32_t tenant;
        uint32_t host;
        std::vector<std::string> addresses;
        bool atStart; ///< else a change brings it
    };

    uint32_t datacenters{1};
    uint32_t racks{1}; ///< per data center
    uint32_t hostsPerRack{1};
    std::vector<std::string> tenants;
    std::vector<Vm> vms;
};

enum class AttemptOutcome : uint8_t
{
    kLost,        ///< no packet of it arrived at a VM
    kDelivered,   ///< a packet arrived
    kCompromised, ///< and the VM fell to it
};

struct RecordedAttempt
{
    int64_t at_us;
    uint32_t attack; ///< index into Recording::attacks
    uint32_t from;
    uint32_t to;
    AttemptOutcome outcome;
};

struct RecordedFall
{
    int64_t at_us;
    uint32_t attack;
    uint32_t vm;
    std::optional<uint32_t> by; ///< none: the foothold
};

struct RecordedAttack
{
    std::string label; ///< of its metrics, such as "guest-user.2"
    uint64_t attempts{0};
    uint64_t delivered{0};
    std::optional<int64_t> cut_us{}; ///< from here on its attempts are only counted
};

struct RecordedLink
{
    uint32_t a;
    uint32_t b;
    std::optional<int64_t> effective_us; ///< when packets obeyed; none: never
};

struct RecordedChange
{
    int64_t at_us;
    std::optional<int64_t> acked_us;
    std::optional<uint32_t> tenant; ///< none: the substrate
    std::vector<RecordedLink> added;
    std::vector<RecordedLink> removed;
    std::vector<uint32_t> came; ///< VMs
    std::vector<uint32_t> went;
};

/// Who reaches whom with a capability, when time begins.
struct RecordedReach
{
    std::string capability;
    ReacherSets reachers;
};

/// The rules that concern each VM, when time begins.
struct RecordedRules
{
    struct List
    {
        std::string place;           ///< that holds them
        std::vector<uint32_t> texts; ///< ascending
    };

    std::vector<std::string> texts;
    std::vector<List> lists;
    std::vector<std::vector<uint32_t>> listsOf; ///< by VM
};

/// One run under one design.
struct Recording
{
    RecordedCloud cloud;
    int64_t duration_us{0};
    std::vector<RecordedAttack> attacks;
    std::vector<RecordedAttempt> attempts; ///< the first of each attack
    std::vector<RecordedFall> falls;       ///< all
    std::vector<RecordedChange> changes;
    std::vector<RecordedReach> reach;
    RecordedRules rules;
};

} // namespace ns3::vnlab

#endif // VNLAB_RECORDING_H
