// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPECIFICATION_H
#define VNLAB_SPECIFICATION_H

#include "model/spec/ipv4-prefix.h"
#include "model/spec/spec-part.h"

#include <boost/graph/adjacency_list.hpp>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// How a virtual link's frames are tunnelled where the design builds a tunnel per link.
enum class TunnelProtocol : uint8_t
{
    kVxlan, ///< RFC 7348
    kNvgre, ///< RFC 7637
    kIpip,  ///< RFC 2003, carries IPv4 only
};

/// What two linked VMs may speak: an IP protocol and, for TCP and UDP, a destination port.
struct Service
{
    uint8_t ipProtocol{0}; ///< IANA number: 6 TCP, 17 UDP, 1 ICMP
    uint16_t port{0};      ///< destination port in host byte order; 0 means any

    auto operator<=>(const Service&) const = default;
};

/**
 * @brief One logical network of a specification (control path, data path …) with its own subnet.
 *
 * A VM has a vNIC on each path that one of its links uses, and on those that are kept for it. A VM with
 * neither has one on path 0.
 */
struct Path
{
    std::string name;
    Ipv4Prefix subnet;
    TunnelProtocol protocol{TunnelProtocol::kVxlan};

    auto operator<=>(const Path&) const = default;
};

/// Vertex property: one VM.
struct VmSpec
{
    std::string name; ///< unique in the specification
    std::string role; ///< what `deny` and readers group by; may be empty
    std::optional<uint32_t> maxLinks;
    std::vector<std::string> deny; ///< names or roles of VMs this one must not be linked to
};

/// Edge property: one virtual link.
struct LinkSpec
{
    uint32_t path{0};           ///< index into Specification::paths
    std::vector<Service> allow; ///< sorted; empty means everything
    /// Names of the VMs that its traffic passes, in order from the end whose name is less; back in reverse.
    /// Consecutive ones are linked, too, on the same path. Empty: it goes straight.
    std::vector<std::string> via{};

    auto operator<=>(const LinkSpec&) const = default;
};

/// Vertices are VMs, edges are wanted virtual links. Simple per path: no self-loop, and at most
/// one edge between two VMs on one path.
using SpecGraph = boost::adjacency_list<boost::vecS,
                                        boost::vecS,
                                        boost::undirectedS,
                                        VmSpec,
                                        LinkSpec,
                                        boost::no_property>;

/**
 * @brief A tenant specification: the labelled graph that a tenant submits.
 *
 * Built by a reader (ReadSpecification) or a generator (GenerateSpecification), both of which
 * guarantee unique VM names and a graph that is simple per path.
 */
struct Specification
{
    std::string name;        ///< file name or generator, for messages
    std::vector<Path> paths; ///< at least one
    SpecGraph graph;
    /// Paths on which VMs have vNICs, linked there or not.
    std::map<SpecGraph::vertex_descriptor, std::vector<uint32_t>> keptPaths{};
    /// What a person wrote, or would have written: what `config.settings_intent` is counted from.
    SpecSettings settings;
};

/// A virtual link by the names of its ends (first < second), comparable across versions.
struct NamedLink
{
    std::string first;
    std::string second;
    std::string path;
    std::vector<Service> allow;
    std::vector<std::string> via{}; ///< as LinkSpec

    auto operator<=>(const NamedLink&) const = default;
};

/// @return "vxlan", "nvgre" or "ipip"
std::string_view ToString(TunnelProtocol protocol);

/// @return the protocol, or nothing where the text names none
std::optional<TunnelProtocol> ParseTunnelProtocol(std::string_view text);

} // namespace ns3::vnlab

#endif // VNLAB_SPECIFICATION_H
