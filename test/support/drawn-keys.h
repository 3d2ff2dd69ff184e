// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DRAWN_KEYS_H
#define VNLAB_DRAWN_KEYS_H

#include "model/key/own-keys.h"

#include <algorithm>
#include <map>
#include <memory>
#include <rapidcheck.h>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Draws the value of every key out of its range, so that a law holds for kinds with any keys. Texts,
/// lists and optional tables stay as they are.
class DrawnKeys : public KeyVisitor
{
  public:
    DrawnKeys()
        : KeyVisitor(m_none)
    {
    }

    void Text(const Key&, std::string&) override
    {
    }

    void Word(const Key&, std::string& value, const std::vector<std::string>& accepted) override
    {
        value = *rc::gen::elementOf(accepted);
    }

    void Number(const Key&, double& value, Bounds<double> range) override
    {
        constexpr int steps = 1'000;
        value = range.least + (range.most - range.least) * *rc::gen::inRange(0, steps + 1) / steps;
    }

    void Flag(const Key&, bool& value) override
    {
        value = *rc::gen::arbitrary<bool>();
    }

    void Names(const Key&, std::vector<std::string>&, const std::vector<std::string>&) override
    {
    }

    void NumberTable(const Key&,
                     std::map<std::string, double>&,
                     std::vector<std::string>&,
                     const std::vector<std::string>&,
                     const std::function<void()>&) override
    {
    }

  protected:
    /// Small ones, as large ones rarely fit.
    void VisitInteger(const Key&, uint64_t& value, Range range) override
    {
        constexpr uint64_t many = 30;
        value = range.least +
              *rc::gen::inRange<uint64_t>(0, std::min(range.most - range.least, many) + 1);
    }

    void VisitQuantity(const Key& key, uint64_t& value, const UnitFamily&, Range range) override
    {
        VisitInteger(key, value, range);
    }

    bool EnterTable(const Key&) override
    {
        return true;
    }

    bool EnterOptionalTable(const Key&, bool present) override
    {
        return present;
    }

    size_t CountTables(const Key&, size_t present) override
    {
        return present;
    }

    bool EnterTableOf(const Key&, size_t) override
    {
        return true;
    }

    void LeaveTable() override
    {
    }

  private:
    inline static const KnownNames m_none{};
};

/// @return the thing's own keys with drawn values
template <class Thing>
std::unique_ptr<OwnKeys>
DrawKeys(const Thing& thing)
{
    std::unique_ptr<OwnKeys> keys = thing.MakeKeys();
    DrawnKeys visitor;
    keys->Visit(visitor, {});
    return keys;
}

} // namespace ns3::vnlab

#endif // VNLAB_DRAWN_KEYS_H
