// SPDX-License-Identifier: GPL-2.0-only
//
// The rules of security-groups in OVN: the same segments as logical switches, groups as port groups, rules as
// ACLs. Random packets, some of which lie about their source, are taken by the firewalls of our hosts, as frames, and
// by ovn-trace; and so are the answers to those that get through. Needs ovn-central, and no root.
//
// Exit status 0: all alike, and wrong rules noticed; 1: not; 77: not possible here, which is 1 too where
// CONFORMANCE_REQUIRED=1.

#include "model/rule/group-tables.h"
#include "model/spec/portable-random.h"
#include "model/wire/protocol-numbers.h"
#include "test/conformance/ovn/group-policy.h"
#include "test/conformance/ovn/host-filters.h"
#include "test/conformance/ovn/ovn-cloud.h"
#include "test/support/conformance-status.h"

#include <algorithm>
#include <functional>
#include <iostream>
#include <iterator>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint64_t kPolicies = 10;
constexpr uint32_t kQuestions = 100; ///< of each policy
constexpr uint32_t kSpoiled = 5; ///< rules of each policy that are made wrong, one after another

struct Outcome
{
    uint32_t delivered{0};
    uint32_t lies{0};
    uint32_t different{0};
    uint32_t spoiled{0};
    uint32_t noticed{0};

    void Add(const Outcome& other)
    {
        delivered += other.delivered;
        lies += other.lies;
        different += other.different;
        spoiled += other.spoiled;
        noticed += other.noticed;
    }
};

template <class Range>
auto
OneOf(std::mt19937_64& dice, const Range& range)
{
    return *std::next(range.begin(), static_cast<ptrdiff_t>(DrawBelow(dice, range.size())));
}

class Comparison
{
  public:
    explicit Comparison(uint64_t seed)
        : m_policy(DrawPolicy(seed)),
          m_ours(m_policy),
          m_theirs(m_policy),
          m_dice(seed)
    {
    }

    Outcome Compare()
    {
        Outcome outcome;
        for (uint32_t i = 0; i < kQuestions; ++i)
        {
            const Question question = Draw();
            outcome.lies += question.nameIp != question.from || question.nameMac != question.from;
            const bool isDelivered = m_ours.Delivers(question);
            bool isAlike = m_theirs.Delivers(question) == isDelivered;
            if (isDelivered)
            {
                ++outcome.delivered;
                const bool isAnswered = m_ours.DeliversAnswer(question);
                isAlike = isAlike && isAnswered && m_theirs.DeliversAnswer(question);
            }
            if (!isAlike)
            {
                ++outcome.different;
                std::cerr << (isDelivered ? "delivered here, not" : "delivered not here, but")
                          << " in OVN: " << MicroflowOf(question, m_policy.Plan()) << '\n';
            }
        }
        return outcome;
    }

    /// Takes rules from our hosts, one after another, and has them asked about what these permit.
    Outcome Notice()
    {
        Outcome outcome;
        for (size_t tries = 0; tries < 1'000 && outcome.spoiled < kSpoiled; ++tries)
        {
            const std::vector<Rule>& rules = m_policy.Rules();
            const Rule& rule = rules[DrawBelow(m_dice, rules.size())];
            if (const std::optional<Question> question = PermittedBy(rule))
            {
                ++outcome.spoiled;
                m_ours.Erase(rule);
                outcome.noticed += Differs(*question);
                m_ours.Write(rule);
            }
        }
        return outcome;
    }

    /// The other way round: a rule too many at our hosts, which takes a service that nobody is permitted.
    Outcome NoticeTooMany()
    {
        Outcome outcome;
        for (size_t tries = 0; tries < 1'000 && outcome.spoiled < kSpoiled; ++tries)
        {
            const TenantView& view = m_policy.Views()[DrawBelow(m_dice, 2)];
            if (view.Links().size() == 0)
            {
                continue;
            }
            const ViewLink link = OneOf(m_dice, view.Links());
            const Question question{
                .from = link.a, .to = link.b, .protocol = ipproto::kTcp, .destinationPort = 22};
            if (m_ours.Delivers(question))
            {
                continue;
            }
            const Rule rule = MakeRule(Scope::Link(link.a, link.b),
                                       EnforcementPoint::Of(view.HostOf(link.b)),
                                       kGroupRuleTable,
                                       GroupRuleKey{.group = GroupNamed(link.b),
                                                    .remote = GroupNamed(link.a),
                                                    .port = 22,
                                                    .protocol = ipproto::kTcp},
                                       NoValue{});
            ++outcome.spoiled;
            m_ours.Write(rule);
            outcome.noticed += Differs(question);
            m_ours.Erase(rule);
        }
        return outcome;
    }

    size_t Groups() const
    {
        std::set<GroupId> groups;
        for (const Rule& rule : m_policy.Rules())
        {
            if (rule.where.table == kGroupPortTable)
            {
                groups.insert(rule.value.As<GroupPortValue>().group);
            }
        }
        return groups.size();
    }

    const GroupPolicy& Policy() const
    {
        return m_policy;
    }

    const OvnCloud& Theirs() const
    {
        return m_theirs;
    }

  private:
    bool Differs(const Question& question)
    {
        return m_ours.Delivers(question) != m_theirs.Delivers(question);
    }

    /// Of a pair that is linked, mostly, about what it may speak, or anything.
    Question Draw()
    {
        const TenantView& view = m_policy.Views()[DrawBelow(m_dice, 2)];
        Question question = DrawPair(view);
        const ViewLink* const link = view.FindLink(question.from, question.to);
        const std::vector<Service> known{{6, 80}, {6, 443}, {6, 22}, {17, 53}, {17, 123}, {1, 0}};
        const bool isMeant = link && !link->allow.empty() && DrawBelow(m_dice, 2) == 0;
        const Service service = isMeant ? OneOf(m_dice, link->allow) : OneOf(m_dice, known);
        question.protocol = service.ipProtocol;
        question.destinationPort = service.port == 0 ? 9 : service.port;
        switch (DrawBelow(m_dice, 10))
        {
        case 0:
            question.nameIp = OneOf(m_dice, view.Vnics());
            break;
        case 1:
            question.nameMac = OneOf(m_dice, view.Vnics());
            break;
        case 2: // as if it was an answer
            std::swap(question.sourcePort, question.destinationPort);
            break;
        default:
            break;
        }
        return question;
    }

    Question DrawPair(const TenantView& view)
    {
        if (DrawBelow(m_dice, 4) > 0 && view.Links().size() > 0)
        {
            const ViewLink link = OneOf(m_dice, view.Links());
            return DrawBelow(m_dice, 2) == 0 ? Question{.from = link.a, .to = link.b}
                                             : Question{.from = link.b, .to = link.a};
        }
        const VnicId from = OneOf(m_dice, view.Vnics());
        const auto& path = view.OnPath(m_policy.Plan().At(from).path);
        VnicId to = from;
        while (to == from && path.size() > 1)
        {
            to = OneOf(m_dice, path);
        }
        return {.from = from, .to = to};
    }

    /// @return what gets through by this rule alone; nothing where there is no such thing
    std::optional<Question> PermittedBy(const Rule& rule)
    {
        for (const TenantView& view : m_policy.Views())
        {
            for (const ViewLink& link : view.Links())
            {
                for (const auto& [from, to] :
                     {std::pair(link.a, link.b), std::pair(link.b, link.a)})
                {
                    for (const Service& service : {Service{6, 80}, Service{17, 53}, Service{1, 0}})
                    {
                        const Question question{.from = from,
                                                .to = to,
                                                .protocol = service.ipProtocol,
                                                .destinationPort = service.port};
                        if (rule.where.at == EnforcementPoint::Of(view.HostOf(to)) &&
                            Needs(question, rule))
                        {
                            return question;
                        }
                    }
                }
            }
        }
        return std::nullopt;
    }

    /// @return whether a question's packet gets through, and would not without a rule: by what the rule says
    bool Needs(const Question& question, const Rule& rule)
    {
        const uint32_t address = m_policy.Plan().At(question.from).address;
        const bool isAbout =
            rule.where.table == kGroupAddressTable
                ? rule.where.key.As<GroupAddressKey>() ==
                      GroupAddressKey{GroupNamed(question.from), address}
            : rule.where.table == kGroupRuleTable
                ? rule.where.key.As<GroupRuleKey>().group == GroupNamed(question.to) &&
                      rule.where.key.As<GroupRuleKey>().remote == GroupNamed(question.from) &&
                      IsOnlyOne(question)
                : rule.where.table == kGroupPortTable &&
                      rule.where.key.As<GroupPortKey>().vnic == question.to;
        return isAbout && m_ours.Delivers(question);
    }

    GroupId GroupNamed(VnicId vnic) const
    {
        const auto port =
            std::ranges::find_if(m_policy.Rules(),
                                 [vnic](const Rule& rule) {
                                     return rule.where.table == kGroupPortTable &&
                                            rule.where.key.As<GroupPortKey>().vnic == vnic;
                                 });
        return port->value.As<GroupPortValue>().group;
    }

    /// @return whether a link permits a question's service, by one entry of its list
    bool IsOnlyOne(const Question& question) const
    {
        const ViewLink& link = *m_policy.ViewOf(question.from).FindLink(question.from, question.to);
        return link.allow.size() <= 1;
    }

    GroupPolicy m_policy;
    HostFilters m_ours;
    OvnCloud m_theirs;
    std::mt19937_64 m_dice;
};

/// @return how many rules we have, and OVN
std::string
SizesOf(const GroupPolicy& ours, const OvnCloud& theirs)
{
    return std::to_string(ours.Count(kGroupRuleTable)) + " rules and " +
           std::to_string(ours.Count(kGroupAddressTable)) + " addresses at our hosts; OVN makes " +
           std::to_string(theirs.LogicalFlows()) + " logical flows of " +
           std::to_string(theirs.Acls()) + " ACLs";
}

/// Prints how both grow with the members of two groups, of which our rules and OVN's ACLs are to know nothing.
/// @return whether they do not
bool
GrowWithGroupsAlone()
{
    bool isFine = true;
    for (const uint32_t vms : {4U, 8U, 16U, 32U})
    {
        const GroupPolicy policy(TwoTiersOf(vms));
        const OvnCloud theirs(policy);
        std::cout << "two groups of " << vms << " VMs, " << vms * vms
                  << " links: " << SizesOf(policy, theirs) << '\n';
        isFine = isFine && theirs.Acls() == 4 &&
                 policy.Count(kGroupRuleTable) == 2 * policy.Plan().topology.Hosts();
    }
    return isFine;
}

int
Main()
{
    if (!OvnIsInstalled())
    {
        std::cerr << "skipped: OVN is not installed (ovn-central)\n";
        return StatusWhereImpossible();
    }
    Outcome all;
    for (uint64_t seed = 1; seed <= kPolicies; ++seed)
    {
        Comparison comparison(seed);
        Outcome outcome = comparison.Compare();
        outcome.Add(comparison.Notice());
        outcome.Add(comparison.NoticeTooMany());
        std::cout << "policy " << seed << ": " << comparison.Groups() << " groups of "
                  << comparison.Policy().Count(kGroupPortTable) << " vNICs; "
                  << SizesOf(comparison.Policy(), comparison.Theirs()) << '\n';
        all.Add(outcome);
    }
    const uint32_t questions = kPolicies * kQuestions;
    std::cout << questions << " packets, " << all.lies << " of which lie about their source and "
              << all.delivered << " get through, with their answers: " << all.different
              << " differences; " << all.noticed << " of " << all.spoiled
              << " wrong rules noticed\n";
    const bool growsAsGroups = GrowWithGroupsAlone();
    const bool isFine = growsAsGroups && all.different == 0 && all.noticed == all.spoiled &&
                        all.spoiled == 2 * kPolicies * kSpoiled && all.lies > questions / 20 &&
                        all.delivered > questions / 5 && all.delivered < questions * 4 / 5;
    return isFine ? 0 : kFailed;
}

} // namespace
} // namespace ns3::vnlab::test

int
main()
{
    try
    {
        return ns3::vnlab::test::Main();
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
