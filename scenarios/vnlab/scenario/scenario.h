// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_H
#define VNLAB_SCENARIO_H

#include "model/design/design-variant.h"
#include "model/key/own-keys.h"
#include "model/spec/attacker.h"
#include "model/spec/spec-source.h"
#include "model/spec/specification.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

inline constexpr uint64_t kMostSeed = 4'294'944'442; ///< of ns-3's generator, MRG32k3a
inline constexpr uint64_t kMostRuns = 1'000'000;     ///< of each design

/// A scenario file, resolved: every default filled in, every value checked, every spec read.
/// Durations are nanoseconds of simulated time, rates are bits per second, sizes are bytes.
struct Scenario
{
    struct Link
    {
        uint64_t rate_bps{10'000'000'000};
        uint64_t delay_ns{1'000};
        uint64_t queue_bytes{1'000'000}; ///< per direction
    };

    /// A link of a network that nothing but control channels uses.
    struct ControlLink
    {
        uint64_t rate_bps{1'000'000'000};
        uint64_t delay_ns{5'000};
    };

    /// How data centers are joined.
    struct Wan
    {
        std::string topology{"full-mesh"}; ///< "full-mesh", "ring", "line" or "file"
        std::string file;                  ///< GraphML, node = data center; for topology = "file"
        std::string fileText;              ///< content of the file
        uint64_t rate_bps{100'000'000'000};
        uint64_t delay_ns{5'000'000}; ///< of a link without coordinates at both ends
        uint64_t queue_bytes{10'000'000};
    };

    enum class ServerPlace : uint8_t
    {
        kLeaf,
        kWanRouter,
        kOutside, ///< behind a WAN router
    };

    /// A box that is no VM host.
    struct Server
    {
        std::string name;
        std::string kind; ///< of a ServerKind
        ServerPlace at{ServerPlace::kLeaf};
        uint32_t index{0}; ///< of the leaf, or of the data center whose WAN router it is at
        uint32_t cores{1};
        Link link;
        KeysByKind keys; ///< the server kinds' own
    };

    struct Substrate
    {
        uint32_t datacenters{1};
        uint32_t racks{4}; ///< per data center
        uint32_t hosts_per_rack{10};
        uint32_t spines{2};         ///< per data center
        uint32_t vms_per_host{120}; ///< capacity in vNICs, 1 to 126
        uint32_t mtu{9000};         ///< of the underlay, IP bytes
        uint32_t switching_cores{1};
        uint64_t detection_ns{150'000'000};   ///< until somebody knows of a failure: kDetection
        bool outOfBand{false};                ///< control_network = "out-of-band"
        bool hashesGreKeys{false};            ///< hash_gre_key = "on"
        ControlLink control_link;             ///< of each machine, out of band
        std::string placement{"round-robin"}; ///< of a PlacementPolicy
        KeysByKind placementKeys;             ///< the policies' own
        Link link;
        Wan wan;
        std::vector<Server>
            servers; ///< controllers among them are in place of the one that is there in any case
    };

    struct Tenants
    {
        std::string name;
        uint32_t count{
            1}; ///< that many identical tenants, named name-1 … name-count if more than 1
        SpecSource source;
        Specification specification;
        bool fullGuests{false};     ///< guest = "full" instead of "light"
        bool uniqueAddresses{true}; ///< addresses = "unique" instead of "as-specified"
    };

    /// Bulk transfers over virtual links between full guests.
    struct Tcp
    {
        uint32_t flows{0};
        uint64_t bytes{1'000'000};         ///< of each flow
        uint64_t within_ns{1'000'000'000}; ///< they start within that time
        uint32_t buffer_bytes{131'072};    ///< of each socket, each way: ns-3's default
    };

    /// Packets on every virtual link, both ways, while the networks change.
    struct Traffic
    {
        uint64_t interval_ns{100'000'000}; ///< between two packets of one direction of one link
        uint32_t payload_bytes{200};       ///< UDP payload, at least 32
        Tcp tcp;
    };

    struct Change
    {
        uint64_t at_ns{0};
        std::string kind;   ///< of a ChangeKind
        std::string tenant; ///< name of a group of tenants or of one; default: the first group
        KeysByKind keys;    ///< the change kinds' own
        uint64_t probe_interval_ns{100'000}; ///< between probes on a changed link
        uint64_t watch_ns{500'000'000};      ///< how long changed links are probed
    };

    struct Attack
    {
        uint64_t at_ns{0};
        std::string kind; ///< of an Injector
        Attacker attacker;
        std::string foothold{"random"}; ///< "random" or "tenant/vm"
        KeysByKind keys;                ///< the injectors' own
        uint64_t duration_ns{5'000'000'000};
    };

    /// What VMs run that others' packets pass, from the first deployment on.
    struct Middlebox
    {
        std::string kind;   ///< of a MiddleboxKind
        std::string tenant; ///< name of a group of tenants or of one; default: the first group
        std::string vms;    ///< a name, or a role
        KeysByKind keys;    ///< the middlebox kinds' own
    };

    struct Monitor
    {
        uint64_t at_ns{0};
        std::string kind; ///< of a MonitorKind
        KeysByKind keys;  ///< the monitor kinds' own
    };

    struct Identity
    {
        double verify{1}; ///< part of the VMs whose identity is really verified
    };

    struct Run
    {
        uint64_t seed{1};
        uint32_t repeat{1};                   ///< runs, numbered 0 … repeat − 1
        uint64_t duration_ns{10'000'000'000}; ///< after the initial deployment has finished
        bool wiretap{true};                   ///< what links give away is measured
        bool verdicts{true};                  ///< packets are held against what tenants want
        bool incremental{true}; ///< a change recomputes what it affects, not everything
    };

    std::string title;
    Substrate substrate;
    std::vector<Tenants> tenants;
    std::vector<Middlebox> middleboxes;
    std::vector<std::string> designs; ///< to compare: registered ones and variants
    std::vector<DesignVariant> variants;
    Traffic traffic;
    std::vector<Change> changes;
    std::vector<Attack> attacks;
    std::vector<Monitor> monitors;
    Identity identity;
    Run run;
    std::map<std::string, double> costs;       ///< overrides of the cost table, in its units
    std::vector<std::string> costsFrom;        ///< presets and files that stand behind them
    bool delayPackets{true};                   ///< work on packets does
    std::map<std::string, std::string> inputs; ///< contents of the files that it names
    std::vector<std::string> warnings;         ///< from reading the specs
};

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_H
