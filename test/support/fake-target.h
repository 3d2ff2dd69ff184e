// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_FAKE_TARGET_H
#define VNLAB_TEST_FAKE_TARGET_H

#include "model/control/rule-target.h"

#include "ns3/simulator.h"

#include <cstring>
#include <set>
#include <vector>

namespace ns3::vnlab::test
{

/// A rule for a place; `key` tells it from the others.
inline Rule
RuleAt(EnforcementPoint at, uint32_t key)
{
    return MakeRule(Scope::Of(VnicId{0}),
                    at,
                    TableId::kPortAddress,
                    PortAddressKey{key},
                    PortAddressValue{VnicId{0}});
}

/// @return the number that RuleAt was given
inline uint32_t
KeyOf(const RuleKey& where)
{
    PortAddressKey key;
    std::memcpy(&key, where.key.Bytes().data(), sizeof(key));
    return key.address;
}

/// What was done to a FakeTarget.
struct Operation
{
    int64_t at_us;
    EnforcementPoint place;
    char what; ///< 'w' or 'e'
    uint32_t key;

    bool operator==(const Operation&) const = default;
};

/// A place that notes in a list, which it may share with others, what is done to it.
class FakeTarget : public RuleTarget
{
  public:
    explicit FakeTarget(std::vector<Operation>& operations, std::set<uint32_t> refused = {})
        : m_operations(operations),
          m_refused(std::move(refused))
    {
    }

    bool Write(const Rule& rule) override
    {
        return Note('w', rule.where);
    }

    bool Erase(const RuleKey& key) override
    {
        return Note('e', key);
    }

  private:
    bool Note(char what, const RuleKey& where)
    {
        m_operations.push_back({Simulator::Now().GetMicroSeconds(), where.at, what, KeyOf(where)});
        return !m_refused.contains(KeyOf(where));
    }

    std::vector<Operation>& m_operations;
    std::set<uint32_t> m_refused;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_FAKE_TARGET_H
