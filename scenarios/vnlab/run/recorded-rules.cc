// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/recorded-rules.h"

#include "model/rule/table.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using Kind = RuleAudience::Kind;

/// Where a list stands: what the hooks of a vNIC hold, what hosts or the fabric hold for one VM, or
/// what a host holds for all VMs of a segment on it.
struct ListKey
{
    Kind kind;
    uint32_t of;
    uint32_t host{0};

    auto operator<=>(const ListKey&) const = default;
};

class Recorder
{
  public:
    Recorder(const CloudPlan& plan, const CloudVersion& version)
        : m_plan(plan),
          m_names(plan, version)
    {
        for (uint32_t vnic = 0; vnic < plan.vnics.size(); ++vnic)
        {
            const VnicPlan& at = plan.vnics[vnic];
            m_segments[{Kind::kSegment,
                        version.VniOf(plan.At(at.vm).tenant, at.path).value,
                        version.PlaceOf(VnicId{vnic}).host.value}]
                .insert(at.vm.value);
        }
    }

    /// What gateways hold is of no VM in particular, and is left out.
    void Add(const Rule& rule)
    {
        if (rule.where.at.kind == PlaceKind::kGateway)
        {
            return;
        }
        const Table& table = TableOf(rule.where.table);
        for (const RuleAudience& audience : table.Audience(rule, m_names))
        {
            const uint32_t host = audience.kind == Kind::kSegment ? rule.where.at.index : 0;
            Put({audience.kind, audience.of, host},
                rule,
                table.Text(rule, ReaderOf(audience), m_names));
        }
    }

    RecordedRules Finish() const
    {
        std::vector<uint32_t> order(m_orders.size());
        for (const auto& [text, index] : m_indexOf)
        {
            order[index] = index;
        }
        std::ranges::sort(order, {}, [this](uint32_t index) { return m_orders[index]; });
        RecordedRules rules;
        std::vector<uint32_t> place(order.size());
        for (const uint32_t index : order)
        {
            place[index] = static_cast<uint32_t>(rules.texts.size());
            rules.texts.push_back(std::get<std::string>(m_orders[index]));
        }
        rules.listsOf.resize(m_plan.vms.size());
        for (const auto& [key, list] : m_lists)
        {
            std::vector<uint32_t> texts;
            for (const uint32_t index : list.texts)
            {
                texts.push_back(place[index]);
            }
            std::ranges::sort(texts);
            for (const uint32_t vm : ReadersOf(key))
            {
                rules.listsOf[vm].push_back(static_cast<uint32_t>(rules.lists.size()));
            }
            rules.lists.push_back({PlaceOf(key, list), std::move(texts)});
        }
        return rules;
    }

  private:
    /// Texts are sorted by what they are about, so that those of a segment follow each other.
    using Order = std::tuple<TableId, uint32_t, std::string>;

    struct List
    {
        std::set<uint32_t> texts;
        std::set<EnforcementPoint> places;
    };

    VmId ReaderOf(const RuleAudience& audience) const
    {
        switch (audience.kind)
        {
        case Kind::kHooks:
            return m_plan.At(VnicId{audience.of}).vm;
        case Kind::kHost:
        case Kind::kFabric:
            return VmId{audience.of};
        case Kind::kSegment:
            break;
        }
        return VmId{};
    }

    void Put(const ListKey& key, const Rule& rule, const RuleLine& line)
    {
        const uint32_t about =
            line.about ? line.about->value : std::numeric_limits<uint32_t>::max();
        const auto [entry, isNew] =
            m_indexOf.try_emplace(line.text, static_cast<uint32_t>(m_orders.size()));
        const Order order{rule.where.table, about, line.text};
        if (isNew)
        {
            m_orders.push_back(order);
        }
        m_orders[entry->second] = std::min(m_orders[entry->second], order);
        List& list = m_lists[key];
        list.texts.insert(entry->second);
        list.places.insert(rule.where.at);
    }

    /// The VMs that a list concerns.
    std::vector<uint32_t> ReadersOf(const ListKey& key) const
    {
        if (key.kind == Kind::kHooks)
        {
            return {m_plan.At(VnicId{key.of}).vm.value};
        }
        if (key.kind != Kind::kSegment)
        {
            return {key.of};
        }
        const auto vms = m_segments.find(key);
        return vms == m_segments.end() ? std::vector<uint32_t>{}
                                       : std::vector(vms->second.begin(), vms->second.end());
    }

    std::string PlaceOf(const ListKey& key, const List& list) const
    {
        switch (key.kind)
        {
        case Kind::kHooks:
            return "in the VM: hooks of " + FormatIpv4(m_plan.At(VnicId{key.of}).address);
        case Kind::kHost:
            return "at host " + std::to_string(list.places.begin()->index) + ", for this VM";
        case Kind::kFabric:
            return "at each of " + std::to_string(list.places.size()) + " switches of the fabric";
        case Kind::kSegment:
            break;
        }
        return "at host " + std::to_string(key.host) + ", for segment VNI " +
               std::to_string(key.of);
    }

    const CloudPlan& m_plan;
    RuleNames m_names;
    std::map<ListKey, std::set<uint32_t>> m_segments; ///< VMs of a segment on a host
    std::unordered_map<std::string, uint32_t> m_indexOf;
    std::vector<Order> m_orders;
    std::map<ListKey, List> m_lists;
};

} // namespace

RecordedRules
RecordRules(const Deployment& deployment)
{
    Recorder recorder(deployment.Plan(), deployment.Version());
    deployment.Store().ForEach([&recorder](const Rule& rule) { recorder.Add(rule); });
    for (const Rule& rule : deployment.BootRules())
    {
        recorder.Add(rule);
    }
    return recorder.Finish();
}

} // namespace ns3::vnlab
