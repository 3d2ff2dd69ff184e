// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/own-keys.h"
#include "test/support/drawn-keys.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

struct ColorKeys : KeysOf<ColorKeys>
{
    std::string color{"red"};

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Text(Named(like, "color", "any"), color);
    }
};

/// Lists the tables and texts that it visits.
class Lister : public DrawnKeys
{
  public:
    void Text(const Key& key, std::string& value) override
    {
        seen.push_back(std::string(key.name) + " = " + value);
    }

    std::vector<std::string> seen;

  protected:
    bool EnterTable(const Key& key) override
    {
        seen.push_back("[" + std::string(key.name) + "]" + (key.Applies() ? "" : " elsewhere"));
        return true;
    }
};

/// Two kinds with the same key, and one without keys.
KeysByKind
ThreeKinds()
{
    KeysByKind keys;
    keys.Add("brush", std::make_unique<ColorKeys>());
    keys.Add("knife", std::make_unique<NoKeys>());
    keys.Add("pen", std::make_unique<ColorKeys>());
    return keys;
}

std::vector<std::string>
TablesOf(const std::string& chosen)
{
    Lister lister;
    ThreeKinds().VisitTables(lister, "tool", chosen, "keys of this tool");
    return lister.seen;
}

using Seen = std::vector<std::string>;

TEST(OwnKeysTest, EachKindWithKeysHasATableOfItsNameThatAppliesWhereItIsChosen)
{
    EXPECT_EQ(TablesOf("pen"), (Seen{"[brush] elsewhere", "color = red", "[pen]", "color = red"}));
    EXPECT_EQ(TablesOf("knife"),
              (Seen{"[brush] elsewhere", "color = red", "[pen] elsewhere", "color = red"}));
}

TEST(OwnKeysTest, AKindIsFoundByItsName)
{
    const KeysByKind keys = ThreeKinds();
    EXPECT_EQ(keys.Find("pen"), &keys.Of("pen"));
    EXPECT_EQ(keys.Find("spoon"), nullptr);
    const KeysByKind copy = keys;
    EXPECT_NE(copy.Find("pen"), keys.Find("pen"));
}

} // namespace

} // namespace ns3::vnlab
