// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LOAD_BALANCER_H
#define VNLAB_LOAD_BALANCER_H

#include "model/service/middlebox.h"
#include "model/spec/specification.h"

#include "ns3/nstime.h"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Which backend a connection gets.
enum class BalancingPolicy : uint8_t
{
    kRoundRobin,  ///< the next one
    kLeastLoaded, ///< the first of those that have the fewest connections
};

/// The keys of `load-balancer` in [[middleboxes]].
struct LoadBalancerKeys : KeysOf<LoadBalancerKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    std::string backends; ///< a role, or names of VMs
    std::string service{"udp"};
    BalancingPolicy policy{BalancingPolicy::kRoundRobin};
    uint64_t idle_ns{60 * kSecond_ns};
};

/**
 * @brief A balancer of connections that translates the destination: clients speak to its address, and
 * backends see the clients' own (RFC 2391 section 3).
 *
 * A connection is what has one protocol, client and client's port; it keeps its backend until nobody has
 * heard of it for a while. What backends answer has to come by here, and gets the balancer's address as
 * its source. What a backend itself sends to the balancer is for the balancer's own VM; fragments behind the
 * first are refused, as they do not say which connection is theirs.
 */
class LoadBalancer : public Middlebox
{
  public:
    /// @param address its own, IPv4 in host byte order
    /// @param service that it balances; all else that comes to it is its own. Port 0: any
    /// @param backends addresses, at least one, each once
    /// @param idle how long a connection lasts in silence
    LoadBalancer(uint32_t address,
                 const Service& service,
                 std::vector<uint32_t> backends,
                 BalancingPolicy policy,
                 Time idle);

    Passage Take(Ptr<Packet>& frame, FrameFields& fields, Time now) override;

    /// @return `connections` so far, and how many of them the backend had that got the most: `most_loaded`
    std::map<std::string, uint64_t> Counts() const override;

    /// @return connections now, by backend
    const std::vector<uint64_t>& Load() const;

  private:
    struct Client
    {
        uint8_t protocol;
        uint32_t address;
        uint16_t port;

        auto operator<=>(const Client&) const = default;
    };

    struct Connection
    {
        size_t backend;
        Time heard;
    };

    size_t Choose();
    void Expire(Time now);
    Connection& ConnectionOf(const Client& client, Time now);
    bool IsBalanced(uint8_t protocol, uint16_t port) const;

    uint32_t m_address;
    Service m_service;
    std::vector<uint32_t> m_backends;
    BalancingPolicy m_policy;
    Time m_idle;
    std::map<Client, Connection> m_connections;
    std::multimap<Time, Client>
        m_silentSince; ///< when a connection may have become silent, or earlier
    std::vector<uint64_t> m_load;
    std::vector<uint64_t> m_taken; ///< connections so far, by backend
    size_t m_next{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_LOAD_BALANCER_H
