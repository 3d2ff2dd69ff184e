// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VARIANT_WITH_H
#define VNLAB_TEST_VARIANT_WITH_H

#include "model/design/design-variant.h"
#include "model/key/key-visitor.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{

/// Sets one of a design's own keys: a word, a flag or an integer.
class SetKey : public KeyVisitor
{
  public:
    SetKey(std::string_view key, std::string_view value)
        : KeyVisitor(m_none),
          m_key(key),
          m_value(value)
    {
    }

    void Word(const Key& key, std::string& value, const std::vector<std::string>&) override
    {
        value = key.name == m_key ? m_value : value;
    }

    void Flag(const Key& key, bool& value) override
    {
        value = key.name == m_key ? m_value == "true" : value;
    }

    // clang-format off
    void Text(const Key&, std::string&) override {}
    void Number(const Key&, double&, Bounds<double>) override {}
    void Names(const Key&, std::vector<std::string>&, const std::vector<std::string>&) override {}
    void NumberTable(const Key&, std::map<std::string, double>&, std::vector<std::string>&,
                     const std::vector<std::string>&, const std::function<void()>&) override {}

  protected:
    void VisitQuantity(const Key&, uint64_t&, const UnitFamily&, Range) override {}
    bool EnterTable(const Key&) override { return false; }
    bool EnterOptionalTable(const Key&, bool) override { return false; }
    size_t CountTables(const Key&, size_t) override { return 0; }
    bool EnterTableOf(const Key&, size_t) override { return false; }
    void LeaveTable() override {}
    // clang-format on

    void VisitInteger(const Key& key, uint64_t& value, Range) override
    {
        value = key.name == m_key ? std::stoull(m_value) : value;
    }

  private:
    KnownNames m_none;
    std::string_view m_key;
    std::string m_value;
};

/// @return a design with one of its own keys set
inline DesignVariant
VariantWith(const std::string& design, std::string_view key, std::string_view value)
{
    DesignVariant variant{.name = "mine", .design = design};
    std::unique_ptr<OwnKeys> own = FindDesign(design)->MakeKeys();
    SetKey set(key, value);
    own->Visit(set, {});
    variant.designKeys.Add(design, std::move(own));
    return variant;
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VARIANT_WITH_H
