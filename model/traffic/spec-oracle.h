// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_ORACLE_H
#define VNLAB_SPEC_ORACLE_H

#include "model/cloud/cloud-plan.h"
#include "model/spec/specification.h"

#include "ns3/nstime.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// What a packet's headers say of what is spoken. Ports in host byte order; 0 where there are none.
struct PacketService
{
    uint8_t ipProtocol{0};
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};

    auto operator<=>(const PacketService&) const = default;
};

/// What tenants want of a packet while it is on its way.
enum class Wanted : uint8_t
{
    kNever,   ///< it may not arrive, all the time
    kAlways,  ///< it should arrive, all the time
    kChanged, ///< one and then the other
};

/**
 * @ingroup vnlab
 * @brief Says whether a packet should arrive, from nothing but what tenants have submitted.
 *
 * It reads the specifications as graphs and shares no code with what makes rules of them, so that it
 * can judge compilers, control planes and data planes alike. It knows no hosts, numbers or failures.
 *
 * 1. A packet between two tenants is never wanted.
 * 2. Between two vNICs of a tenant it is wanted where an edge of their path joins their VMs, and
 * 3. the edge has no `allow`, or one that names the packet's protocol with any port, with its
 *    destination port, or with its source port: an answer. Edges have no direction.
 *
 * Roles, `deny`, `max_links` and `chains` say which edges there are, and are edges by now. Of chains it
 * says, beside that, whom their packets should pass.
 */
class SpecOracle
{
  public:
    /// @param plan outlives the oracle; VMs may be added to it
    explicit SpecOracle(const CloudPlan& plan);

    /// A tenant wants this from now on. @param since not before that of its last one
    /// @param specification outlives the oracle; VMs that the plan does not have are not in it
    void Submit(TenantId tenant, const Specification& specification, Time since);

    /// @return what a tenant has submitted so far; the last one is in force
    size_t Versions(TenantId tenant) const;

    /// @return what is wanted of a packet between two times. At the moment of a change both versions are
    ///         in force.
    Wanted Wants(VnicId from, VnicId to, const PacketService& service, Time sent, Time ended) const;

    /// @param version of the senders' tenant, from 0 on
    /// @return whether it differs from the one before in what it wants of such a packet; not the first
    bool Alters(size_t version, VnicId from, VnicId to, const PacketService& service) const;

    /// @return the VMs that packets should pass between two vNICs, in order, by what was submitted by then;
    ///         none where they should go straight, or nothing is wanted
    std::vector<VmId> Way(VnicId from, VnicId to, Time at) const;

    /// @return whether packets of a sender should pass a VM on their way to whomever, at any time between two
    bool MayPass(VnicId from, VnicId at, Time since, Time until) const;

  private:
    struct Version
    {
        const Specification* specification;
        Time since;
        std::vector<uint32_t> vertices;     ///< by number of the VM in its tenant
        std::vector<uint32_t> pathsOfGraph; ///< the plan's paths, by path of the specification
        bool hasChains{false};
    };

    struct Ends
    {
        TenantId tenant;
        uint32_t path;
        VmId from;
        VmId to;
    };

    /// @return nothing: nobody wants anything between them
    std::optional<Ends> EndsOf(VnicId from, VnicId to) const;
    uint32_t VertexOf(const Version& version, VmId vm) const;
    const LinkSpec* FindLink(const Version& version, const Ends& ends) const;
    bool Permits(const Version& version, const Ends& ends, const PacketService& service) const;
    void NumberVms();

    const CloudPlan& m_plan;
    std::vector<uint32_t> m_numbers;              ///< of VMs in their tenants, by VmId
    std::vector<uint32_t> m_counts;               ///< of VMs, by TenantId
    std::vector<std::vector<Version>> m_versions; ///< by TenantId, rising in time
};

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_ORACLE_H
