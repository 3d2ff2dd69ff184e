// SPDX-License-Identifier: GPL-2.0-only
//
// After whatever happened between sites, every place holds what push would have it hold.

#include "test/plane/replicate-fixture.h"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

/// Three sites that are cut off and fail while rules, places and VMs change.
class SitesInTurmoil : public ReplicateFixture
{
  public:
    explicit SitesInTurmoil(ReplicaEntrance entrance)
        : ReplicateFixture(kSites, entrance, {MilliSeconds(700), MilliSeconds(900)})
    {
        RegisterPlaces();
    }

    void TestBody() override
    {
    }

    void Happen(const std::vector<std::pair<uint8_t, uint16_t>>& acts)
    {
        Time at;
        for (const auto& [what, detail] : acts)
        {
            Simulator::Schedule(at, [this, what = what, detail = detail] { Act(what, detail); });
            at += MicroSeconds(int64_t{detail} * (what % 2 == 0 ? 1 : 40));
        }
        Simulator::Schedule(at + Seconds(1),
                            [this]
                            {
                                isolated.clear();
                                for (uint32_t site = 0; site < kSites; ++site)
                                {
                                    SetDown(site, false);
                                }
                                std::ranges::for_each(places,
                                                      [this](EnforcementPoint it) { Repair(it); });
                            });
        Simulator::Run();
    }

    /// @return what the places hold, by replaying what was done to them
    std::map<EnforcementPoint, std::set<uint32_t>> Held() const
    {
        std::map<EnforcementPoint, std::set<uint32_t>> held;
        for (const Operation& operation : m_operations)
        {
            std::set<uint32_t>& at = held[operation.place];
            switch (operation.what)
            {
            case 'c':
                at.clear();
                break;
            case 'w':
                at.insert(operation.key);
                break;
            default:
                at.erase(operation.key);
            }
        }
        std::erase_if(held, [](const auto& it) { return it.second.empty(); });
        return held;
    }

    std::map<EnforcementPoint, std::set<uint32_t>> Wanted() const
    {
        std::map<EnforcementPoint, std::set<uint32_t>> wanted = m_wanted;
        std::erase_if(wanted, [](const auto& it) { return it.second.empty(); });
        return wanted;
    }

    size_t Done() const
    {
        return m_doneAt.size();
    }

    uint64_t Refused() const
    {
        return plane.Refused();
    }

    size_t submitted{0};

  private:
    static constexpr uint32_t kSites = 3;

    void Act(uint8_t what, uint16_t detail)
    {
        const uint32_t site = detail % kSites;
        const EnforcementPoint place = places[detail % places.size()];
        switch (what % 10)
        {
        case 0:
            isolated.insert(site);
            break;
        case 1:
            isolated.erase(site);
            break;
        case 2:
            SetDown(site, true);
            break;
        case 3:
            SetDown(site, false);
            break;
        case 4:
            Fail(place);
            break;
        case 5:
            Repair(place);
            break;
        case 6:
            Move(HookAt(site), (detail / kSites) % kSites);
            break;
        default:
            Change(detail);
        }
    }

    void Submit(const RulesAt& written, const RulesAt& erased = {})
    {
        ++submitted;
        plane.Submit(Pending(written, erased), Note());
    }

    /// Flips a rule at some places.
    void Change(uint16_t detail)
    {
        RulesAt written;
        RulesAt erased;
        for (size_t i = 0; i < places.size(); ++i)
        {
            const uint32_t key = (detail >> (2 * i)) % 4;
            if (key < 3 && !m_failed.contains(places[i]))
            {
                const bool isThere = m_wanted[places[i]].erase(key) > 0;
                (isThere ? erased : written).emplace_back(places[i], key);
                if (!isThere)
                {
                    m_wanted[places[i]].insert(key);
                }
            }
        }
        Submit(written, erased);
    }

    void Fail(EnforcementPoint place)
    {
        if (m_failed.insert(place).second)
        {
            m_wanted[place].clear();
            plane.CloseAgent(place);
            m_operations.push_back({0, place, 'c', 0});
        }
    }

    void Repair(EnforcementPoint place)
    {
        if (m_failed.erase(place) > 0)
        {
            m_wanted[place] = {1, 2};
            Submit({{place, 1}, {place, 2}});
            plane.OpenAgent(place);
        }
    }

    /// A VM goes to another site, or to another host of its own, and a rule leads to it.
    void Move(EnforcementPoint hook, uint32_t site)
    {
        plane.MoveAgent(hook, AddressOf(site) + 10 + m_moves++ % 80);
        const uint32_t key = 1'000 + m_moves;
        if (!m_failed.contains(HostAt(site)))
        {
            m_wanted[HostAt(site)].insert(key);
            Submit({{HostAt(site), key}});
        }
        else
        {
            Submit({});
        }
    }

    std::map<EnforcementPoint, std::set<uint32_t>> m_wanted;
    std::set<EnforcementPoint> m_failed;
    uint32_t m_moves{0};
};

RC_GTEST_PROP(ReplicateLaw, OnceQuietEveryPlaceHoldsWhatPushWouldHaveItHold, ())
{
    const auto acts = *rc::gen::container<std::vector<std::pair<uint8_t, uint16_t>>>(
        rc::gen::arbitrary<std::pair<uint8_t, uint16_t>>());
    SitesInTurmoil turmoil(*rc::gen::element(
        ReplicaEntrance::kFirst, ReplicaEntrance::kInTurn, ReplicaEntrance::kNearest));
    turmoil.Happen(acts);
    RC_ASSERT(turmoil.Held() == turmoil.Wanted());
    RC_ASSERT(turmoil.Done() == turmoil.submitted);
    RC_ASSERT(turmoil.Refused() == 0U);
}

} // namespace
} // namespace ns3::vnlab::test
