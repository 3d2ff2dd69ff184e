// SPDX-License-Identifier: GPL-2.0-only
#include "model/service/load-balancer.h"

#include "model/ip/readdressed-packet.h"
#include "model/spec/label-values.h"
#include "model/spec/vm-word.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

void
LoadBalancerKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like, "backends", "who is balanced between: a role, or names of VMs"),
              backends);
    keys.Text(Named(like, "service", "what is balanced: \"tcp/80\", say, or \"udp\""), service);
    keys.Choice<BalancingPolicy>(Named(like, "policy", "which backend a new connection gets"),
                                 policy,
                                 {{"round-robin", BalancingPolicy::kRoundRobin},
                                  {"least-loaded", BalancingPolicy::kLeastLoaded}});
    keys.Duration(Named(like, "idle", "how long a connection keeps its backend in silence"),
                  idle_ns,
                  {kMicrosecond_ns, 24 * kHour_ns});
}

namespace
{

class LoadBalancerKind : public MiddleboxKind
{
  public:
    std::string_view Name() const override
    {
        return "load-balancer";
    }

    std::string_view Description() const override
    {
        return "gives connections to its address to backends, round-robin or to the least loaded";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<LoadBalancerKeys>();
    }

    std::optional<MiddleboxObjection> Objection(const OwnKeys& keys) const override
    {
        const auto& own = static_cast<const LoadBalancerKeys&>(keys);
        if (SplitWords(own.backends).empty())
        {
            return MiddleboxObjection{"backends", "is empty; accepted are a role or names of VMs"};
        }
        const std::optional<Service> service = ParseService(own.service);
        if (!service || !(service->ipProtocol == 6 || service->ipProtocol == 17))
        {
            return MiddleboxObjection{"service",
                                      "is \"" + own.service +
                                          "\"; accepted are tcp/PORT, udp/PORT, tcp and udp"};
        }
        return std::nullopt;
    }

    std::vector<MiddleboxMention> Mentions(const OwnKeys& keys) const override
    {
        std::vector<MiddleboxMention> mentions;
        for (std::string& word : SplitWords(static_cast<const LoadBalancerKeys&>(keys).backends))
        {
            mentions.push_back({"backends", std::move(word)});
        }
        return mentions;
    }

    std::unique_ptr<Middlebox> Make(const MiddleboxPlace& place, const OwnKeys& keys) const override
    {
        const auto& own = static_cast<const LoadBalancerKeys&>(keys);
        const std::vector<std::string> meant = SplitWords(own.backends);
        std::vector<uint32_t> backends;
        for (const MiddleboxPlace::Peer& peer : place.peers)
        {
            const auto isMeant = [&peer](const std::string& word) { return Means(word, peer); };
            if (std::ranges::any_of(meant, isMeant) && peer.address != place.address)
            {
                backends.push_back(peer.address);
            }
        }
        if (backends.empty())
        {
            throw std::invalid_argument(
                "a load-balancer has no backends: no VM of its path is, or has "
                "the role, \"" +
                own.backends + "\"");
        }
        return std::make_unique<LoadBalancer>(place.address,
                                              ParseService(own.service).value(),
                                              std::move(backends),
                                              own.policy,
                                              NanoSeconds(static_cast<int64_t>(own.idle_ns)));
    }
};

const MiddleboxKindRegistration kLoadBalancer{std::make_unique<LoadBalancerKind>()};

} // namespace

LoadBalancer::LoadBalancer(uint32_t address,
                           const Service& service,
                           std::vector<uint32_t> backends,
                           BalancingPolicy policy,
                           Time idle)
    : m_address(address),
      m_service(service),
      m_backends(std::move(backends)),
      m_policy(policy),
      m_idle(idle),
      m_load(m_backends.size()),
      m_taken(m_backends.size())
{
}

Passage
LoadBalancer::Take(Ptr<Packet>& frame, FrameFields& fields, Time now)
{
    Expire(now);
    if (fields.destination == m_address)
    {
        const bool isFromBackend = std::ranges::count(m_backends, fields.source) > 0;
        if (!isFromBackend && fields.fragmentOffset != 0 && fields.protocol == m_service.ipProtocol)
        {
            return Passage::kRefused;
        }
        if (isFromBackend || !IsBalanced(fields.protocol, fields.destinationPort))
        {
            return Passage::kOwn;
        }
        const Connection& connection =
            ConnectionOf({fields.protocol, fields.source, fields.sourcePort}, now);
        const uint32_t backend = m_backends[connection.backend];
        frame = Readdressed(frame, fields, {.destination = backend});
        fields.destination = backend;
        return Passage::kOn;
    }
    const auto connection =
        m_connections.find({fields.protocol, fields.destination, fields.destinationPort});
    const bool isAnswer = connection != m_connections.end() &&
                          m_backends[connection->second.backend] == fields.source &&
                          IsBalanced(fields.protocol, fields.sourcePort);
    if (isAnswer)
    {
        connection->second.heard = now;
        frame = Readdressed(frame, fields, {.source = m_address});
        fields.source = m_address;
    }
    return Passage::kOn;
}

bool
LoadBalancer::IsBalanced(uint8_t protocol, uint16_t port) const
{
    return protocol == m_service.ipProtocol && (m_service.port == 0 || port == m_service.port);
}

LoadBalancer::Connection&
LoadBalancer::ConnectionOf(const Client& client, Time now)
{
    const auto [it, isNew] = m_connections.try_emplace(client);
    if (isNew)
    {
        it->second.backend = Choose();
        ++m_load[it->second.backend];
        ++m_taken[it->second.backend];
        m_silentSince.emplace(now, client);
    }
    it->second.heard = now;
    return it->second;
}

size_t
LoadBalancer::Choose()
{
    if (m_policy == BalancingPolicy::kRoundRobin)
    {
        return m_next++ % m_backends.size();
    }
    return static_cast<size_t>(std::ranges::min_element(m_load) - m_load.begin());
}

/// Forgets connections that have been silent, each looked at once in so long.
void
LoadBalancer::Expire(Time now)
{
    while (!m_silentSince.empty() && m_silentSince.begin()->first + m_idle <= now)
    {
        const Client client = m_silentSince.begin()->second;
        m_silentSince.erase(m_silentSince.begin());
        const auto connection = m_connections.find(client);
        if (connection->second.heard + m_idle > now)
        {
            m_silentSince.emplace(connection->second.heard, client);
            continue;
        }
        --m_load[connection->second.backend];
        m_connections.erase(connection);
    }
}

std::map<std::string, uint64_t>
LoadBalancer::Counts() const
{
    return {{"connections", std::accumulate(m_taken.begin(), m_taken.end(), uint64_t{0})},
            {"most_loaded", *std::ranges::max_element(m_taken)}};
}

const std::vector<uint64_t>&
LoadBalancer::Load() const
{
    return m_load;
}

} // namespace ns3::vnlab
