// SPDX-License-Identifier: GPL-2.0-only
//
// After whatever happened to channels and machines, every place holds what it is to hold.

#include "test/plane/push-fixture.h"
#include "test/plane/several-fixture.h"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

const std::vector<EnforcementPoint> kPlaces{kHost, kOtherHost, kHook, kOtherHook};

/// A cloud of four places in which things happen, one every few milliseconds or seconds.
class Turmoil : public PushFixture
{
  public:
    Turmoil()
        : PushFixture({.rule = MicroSeconds(100), .handshake = MilliSeconds(10)},
                      1,
                      {},
                      {.userTimeout = MilliSeconds(700), .reconnect = MilliSeconds(900)})
    {
    }

    void TestBody() override
    {
    }

    void Happen(const std::vector<std::pair<uint8_t, uint16_t>>& acts)
    {
        PendingRules none;
        m_plane.Register(kPlaces, none, [](uint64_t) {});
        Time at = MilliSeconds(100);
        for (const auto& [what, detail] : acts)
        {
            Simulator::Schedule(at, [this, what = what, detail = detail] { Act(what, detail); });
            at += MicroSeconds(int64_t{detail} * (what % 2 == 0 ? 1 : 40));
        }
        Simulator::Schedule(at + Seconds(1),
                            [this]
                            {
                                m_controller.cut.clear();
                                std::ranges::for_each(kPlaces,
                                                      [this](EnforcementPoint it) { Repair(it); });
                            });
        Simulator::Run();
    }

    /// @return what the places hold, by replaying what was done to them
    std::map<EnforcementPoint, std::set<uint32_t>> Held() const
    {
        std::map<EnforcementPoint, std::set<uint32_t>> held;
        for (const EnforcementPoint place : kPlaces)
        {
            held[place];
        }
        for (const Operation& operation : m_operations)
        {
            std::set<uint32_t>& at = held[operation.place];
            if (operation.what == 'c')
            {
                at.clear();
            }
            else if (operation.what == 'w')
            {
                at.insert(operation.key);
            }
            else
            {
                at.erase(operation.key);
            }
        }
        return held;
    }

    std::map<EnforcementPoint, std::set<uint32_t>> wanted{
        {kHost, {}}, {kOtherHost, {}}, {kHook, {}}, {kOtherHook, {}}};
    size_t submitted{0};

    size_t Done() const
    {
        return m_doneAt.size();
    }

    uint64_t Refused() const
    {
        return m_controller.plane.Refused();
    }

  private:
    void Act(uint8_t what, uint16_t detail)
    {
        const EnforcementPoint place = kPlaces[detail % kPlaces.size()];
        switch (what % 8)
        {
        case 0:
            m_plane.BreakAgent(place);
            break;
        case 1:
            m_controller.cut.insert(m_address[place]);
            break;
        case 2:
            m_controller.cut.erase(m_address[place]);
            break;
        case 3:
            Fail(place);
            break;
        case 4:
            Repair(place);
            break;
        default:
            Change(detail);
        }
    }

    /// Flips a rule at each of some places.
    void Change(uint16_t detail)
    {
        RulesAt written;
        RulesAt erased;
        for (size_t i = 0; i < kPlaces.size(); ++i)
        {
            const uint32_t key = (detail >> (2 * i)) % 5;
            if (key < 4 && !m_failed.contains(kPlaces[i]))
            {
                const bool isThere = wanted[kPlaces[i]].erase(key) > 0;
                (isThere ? erased : written).emplace_back(kPlaces[i], key);
                if (!isThere)
                {
                    wanted[kPlaces[i]].insert(key);
                }
            }
        }
        ++submitted;
        m_plane.Submit(Pending(written, erased), Note());
    }

    void Fail(EnforcementPoint place)
    {
        if (m_failed.insert(place).second)
        {
            wanted[place].clear();
            m_plane.CloseAgent(place);
            m_operations.push_back({0, place, 'c', 0});
        }
    }

    void Repair(EnforcementPoint place)
    {
        if (m_failed.erase(place) > 0)
        {
            wanted[place] = {1, 3};
            ++submitted;
            m_plane.Submit(Pending({{place, 1}, {place, 3}}), Note());
            m_plane.OpenAgent(place);
        }
    }

    std::set<EnforcementPoint> m_failed;
};

RC_GTEST_PROP(ResyncLaw, OnceQuietEveryPlaceHoldsWhatItIsTo, ())
{
    const auto acts = *rc::gen::container<std::vector<std::pair<uint8_t, uint16_t>>>(
        rc::gen::arbitrary<std::pair<uint8_t, uint16_t>>());
    Turmoil turmoil;
    turmoil.Happen(acts);
    RC_ASSERT(turmoil.Held() == turmoil.wanted);
    RC_ASSERT(turmoil.Done() == turmoil.submitted);
    RC_ASSERT(turmoil.Refused() == 0U);
}

/// Three controllers, which fail and are repaired while rules change.
class SeveralInTurmoil : public SeveralFixture
{
  public:
    SeveralInTurmoil()
        : SeveralFixture(3, {.userTimeout = Seconds(2), .reconnect = Seconds(1)})
    {
    }

    void TestBody() override
    {
    }

    void Happen(const std::vector<std::pair<uint8_t, uint16_t>>& acts)
    {
        RegisterPlaces(places);
        Time at;
        for (const auto& [what, detail] : acts)
        {
            Simulator::Schedule(at, [this, what = what, detail = detail] { Act(what, detail); });
            at += MicroSeconds(int64_t{detail} * (what % 2 == 0 ? 1 : 10));
        }
        Simulator::Schedule(at + Seconds(1),
                            [this]
                            {
                                for (uint32_t controller = 0; controller < 3; ++controller)
                                {
                                    SetDown(controller, false);
                                }
                            });
        Simulator::Run();
    }

    std::map<EnforcementPoint, std::set<uint32_t>> Held() const
    {
        std::map<EnforcementPoint, std::set<uint32_t>> held;
        for (const Operation& operation : m_operations)
        {
            if (operation.what == 'w')
            {
                held[operation.place].insert(operation.key);
            }
            else
            {
                held[operation.place].erase(operation.key);
            }
        }
        std::erase_if(held, [](const auto& it) { return it.second.empty(); });
        return held;
    }

    size_t Done() const
    {
        return m_doneAt.size();
    }

    std::map<EnforcementPoint, std::set<uint32_t>> wanted;
    size_t submitted{0};

  private:
    void Act(uint8_t what, uint16_t detail)
    {
        if (what % 3 > 0)
        {
            SetDown(detail % 3, what % 3 == 1);
            return;
        }
        RulesAt written;
        RulesAt erased;
        for (size_t i = 0; i < places.size(); ++i)
        {
            if ((detail >> (2 * i)) % 4 == 0)
            {
                std::set<uint32_t>& at = wanted[places[i]];
                const bool isThere = at.erase(1) > 0;
                (isThere ? erased : written).emplace_back(places[i], 1);
                if (!isThere)
                {
                    at.insert(1);
                }
            }
        }
        ++submitted;
        plane.Submit(Pending(written, erased), Note());
    }
};

RC_GTEST_PROP(ResyncLaw, WhicheverControllersFailedEveryPlaceHoldsWhatItIsTo, ())
{
    const auto acts = *rc::gen::container<std::vector<std::pair<uint8_t, uint16_t>>>(
        rc::gen::arbitrary<std::pair<uint8_t, uint16_t>>());
    SeveralInTurmoil turmoil;
    turmoil.Happen(acts);
    std::erase_if(turmoil.wanted, [](const auto& it) { return it.second.empty(); });
    RC_ASSERT(turmoil.Held() == turmoil.wanted);
    RC_ASSERT(turmoil.Done() == turmoil.submitted);
}

/// A place goes back to its controller, which is up again, while what was said before waits at another one
/// that has failed and is not yet known to have.
TEST(ResyncLawTest, LaterRulesDoNotOvertakeThoseThatWaitAtAControllerThatFailed)
{
    SeveralInTurmoil turmoil;
    turmoil.Happen({{31, 4396}, {3, 3876}, {3, 6729}, {11, 3202}, {19, 4694}, {63, 7105}, {0, 0}});
    std::erase_if(turmoil.wanted, [](const auto& it) { return it.second.empty(); });
    EXPECT_EQ(turmoil.Held(), turmoil.wanted);
}

} // namespace
} // namespace ns3::vnlab::test
