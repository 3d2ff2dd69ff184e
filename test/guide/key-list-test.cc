// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/key-list.h"
#include "test/support/scenario-test-input.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <utility>

namespace ns3::vnlab
{
namespace
{

KeyEntry
KeyAt(const std::string& path)
{
    const std::vector<KeyEntry> keys = ListKeys(TestNames());
    const auto found = std::ranges::find(keys, path, &KeyEntry::Path);
    return found == keys.end() ? KeyEntry{} : *found;
}

TEST(KeyListTest, AKeyHasWhatTheDefinitionSays)
{
    const KeyEntry rate = KeyAt("substrate.wan.rate");
    EXPECT_EQ(rate.table, "substrate.wan");
    EXPECT_EQ(rate.name, "rate");
    EXPECT_EQ(rate.type, "rate");
    EXPECT_EQ(rate.fallback, "\"100Gbps\"");
    EXPECT_EQ(rate.range, "1kbps to 100Tbps");
    EXPECT_EQ(rate.description, "rate of each WAN link");
    EXPECT_FALSE(rate.required);
}

TEST(KeyListTest, AKeyThatNeedsAnotherSaysWhich)
{
    const KeyEntry rate = KeyAt("changes.rate");
    EXPECT_EQ(rate.condition, "kind = \"churn\"");
    EXPECT_TRUE(rate.required);
    EXPECT_EQ(rate.fallback, "");
}

TEST(KeyListTest, AKeyOfSeveralKindsIsThereOnceWithAllOfThem)
{
    const KeyEntry locations = KeyAt("designs.variant.locations");
    EXPECT_EQ(
        locations.condition,
        "design = \"geneve\" or \"nvgre\" or \"vxlan\" or \"vxlan-evpn\" or \"vxlan-learn\" or "
        "\"vxlan-linked\"");
    EXPECT_EQ(locations.fallbackWords, "as the design has it");
    EXPECT_EQ(KeyAt("designs.variant.manual").condition, "control = \"manual\"");
    EXPECT_EQ(KeyAt("designs.variant.push").condition, "control = \"push\"");
    EXPECT_EQ(KeyAt("designs.variant.flat").name, "") << "it has no keys";
}

TEST(KeyListTest, KeysOfOneNameAreOneOnlyWhereTheyAreAlike)
{
    const auto key = [](const std::string& kind, const std::string& range)
    {
        KeyEntry entry;
        entry.table = "attacks";
        entry.name = "interval";
        entry.range = range;
        entry.condition = "kind = \"" + kind + "\"";
        return entry;
    };
    const std::vector<KeyEntry> merged =
        MergeAlike({key("a", "1 to 2"), key("b", "1 to 9"), key("c", "1 to 2")});
    ASSERT_EQ(merged.size(), 2U);
    EXPECT_EQ(merged[0].condition, "kind = \"a\" or \"c\"");
    EXPECT_EQ(merged[1], key("b", "1 to 9"));
    KeyEntry common;
    common.name = "at";
    EXPECT_EQ(MergeAlike({common, common}).size(), 2U); // of no kind: said twice by mistake
}

TEST(KeyListTest, TablesComeBeforeTheirKeysAndEveryPathOnceOfAKind)
{
    EXPECT_EQ(KeyAt("substrate").kind, KeyKind::kTable);
    EXPECT_EQ(KeyAt("tenants").kind, KeyKind::kTables);
    std::set<std::string> tables{""};
    std::set<std::pair<std::string, std::string>> seen;
    for (const KeyEntry& key : ListKeys(TestNames()))
    {
        EXPECT_TRUE(tables.contains(key.table)) << key.Path();
        tables.insert(key.Path());
        EXPECT_TRUE(seen.insert({key.Path(), key.condition}).second) << key.Path(); // one kind's
    }
    EXPECT_TRUE(tables.contains("costs.xdp-drop"));
}

TEST(KeyListTest, WordsAreListedWhereTheyAreKnown)
{
    EXPECT_EQ(KeyAt("attacks.capability").accepted,
              (std::vector<std::string>{"guest-user", "guest-root", "host-root"}));
    EXPECT_EQ(KeyAt("attacks.position").accepted,
              (std::vector<std::string>{"inside", "neighbour"}));
    EXPECT_EQ(KeyAt("attacks.knowledge").accepted,
              (std::vector<std::string>{"everything", "own-vm"}));
    const std::vector<KeyEntry> keys = ListKeys({});
    EXPECT_TRUE(std::ranges::find(keys, "designs.use", &KeyEntry::Path)->anyName);
}

} // namespace
} // namespace ns3::vnlab
