// SPDX-License-Identifier: GPL-2.0-only
#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::AllOf;
using testing::HasSubstr;

/// Two shops, each web -- app -- db, app -- db for tcp/5432 alone.
class ReachTest : public testing::Test
{
  protected:
    ReachTest()
    {
        WriteFile(m_folder / "shop.dot", "graph { web -- app; app -- db [allow=\"tcp/5432\"] }");
        WriteFile(m_folder / "lab.toml",
                  "[[tenants]]\nname = \"shop\"\ncount = 2\nspec = \"shop.dot\"\n[designs]\nuse = "
                  "[\"flat\", \"vxlan\", \"linkwire\", \"identity-firewall\"]\n");
    }

    Ended Reach(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), {"reach", "lab.toml"});
        return RunVnlab(arguments, m_folder.path);
    }

    TemporaryFolder m_folder;
};

TEST_F(ReachTest, APairIsAnsweredWithYesOrNoAndWhy)
{
    const Ended linked = Reach({"shop-1/web", "shop-1/app"});
    EXPECT_EQ(linked.status, 0);
    EXPECT_EQ(linked.err, "");
    EXPECT_EQ(linked.out,
              "one way from shop-1/web to shop-1/app, before any change\n"
              "\n"
              "design             guest-user  guest-root  host-root\n"
              "flat               yes         yes         yes        their virtual link permits "
              "everything\n"
              "vxlan              yes         yes         yes        their virtual link permits "
              "everything\n"
              "linkwire           yes         yes         yes        their virtual link permits "
              "everything\n"
              "identity-firewall  yes         yes         yes        their virtual link permits "
              "everything\n");
    EXPECT_EQ(
        Reach({"shop-1/web", "shop-1/db"}).out,
        "one way from shop-1/web to shop-1/db, before any change\n"
        "\n"
        "design             guest-user  guest-root  host-root\n"
        "flat               yes         yes         yes        although no virtual link joins "
        "them\n"
        "vxlan              yes         yes         yes        although no virtual link joins "
        "them\n"
        "linkwire           no          yes         yes        because no virtual link joins them\n"
        "identity-firewall  no          no          yes        because no virtual link joins "
        "them\n"
        "\n"
        "linkwire, guest-user: shop-1/web → shop-1/app → shop-1/db on tcp/5432; kept out "
        "where shop-1/app withstands it\n"
        "identity-firewall, guest-user and guest-root: shop-1/web → shop-1/app → shop-1/db "
        "on tcp/5432; kept out where shop-1/app withstands it\n");
    const std::string apart = Reach({"shop-1/web", "shop-2/web"}).out;
    EXPECT_THAT(
        apart,
        HasSubstr("\nflat               yes         yes         yes        although they are "
                  "of different tenants\n"));
    EXPECT_THAT(
        apart,
        HasSubstr("\nvxlan              no          no          yes        because they are of "
                  "different tenants\n"));
    EXPECT_THAT(Reach({"shop-1/app", "shop-1/db"}).out,
                HasSubstr("although their virtual link permits only tcp/5432\n"));
}

TEST_F(ReachTest, PairsOfTenantsAreCounted)
{
    EXPECT_THAT(Reach({"shop-1", "shop-2"}).out,
                AllOf(HasSubstr("\nflat               9 of 9      9 of 9      9 of 9\n"),
                      HasSubstr("\nvxlan              0 of 9      0 of 9      9 of 9\n")));
    EXPECT_THAT(Reach({}).out,
                AllOf(HasSubstr("one way from every VM to every VM"),
                      HasSubstr("\nflat               30 of 30    30 of 30    30 of 30\n"),
                      HasSubstr("\nvxlan              12 of 30    12 of 30    30 of 30\n")));
    EXPECT_THAT(Reach({"shop"}).out, HasSubstr("\nflat               30 of 30"));
}

TEST_F(ReachTest, WhoIsReachedFromAVmIsNamed)
{
    const std::string from = Reach({"shop-1/web"}).out;
    EXPECT_THAT(from, HasSubstr("\nflat               5 of 5      5 of 5      5 of 5\n"));
    EXPECT_THAT(from, HasSubstr("\n\nvxlan, guest-user: shop-1/app, shop-1/db\n"));
    EXPECT_THAT(from, HasSubstr("\nlinkwire, guest-user: shop-1/app\n"));
}

TEST_F(ReachTest, ADesignThatRefusesTheTenantsSaysSo)
{
    WriteFile(m_folder / "lab.toml",
              "[[tenants]]\nname = \"shop\"\ncount = 2\naddresses = \"as-specified\"\nspec = "
              "\"shop.dot\"\n[designs]\nuse = [\"flat\", \"vxlan\"]\n");
    const Ended reach = Reach({"shop-1/web", "shop-1/app"});
    EXPECT_EQ(reach.status, 0);
    EXPECT_THAT(
        reach.out,
        HasSubstr("\nflat    -           -           -          refuses these tenants: flat "
                  "routes tenants' addresses in one network, and "));
    EXPECT_THAT(reach.out, HasSubstr("\nvxlan   yes         yes         yes "));
}

TEST_F(ReachTest, WhoIsNobodyIsBadInput)
{
    const auto refused = [this](const std::vector<std::string>& arguments)
    {
        const Ended reach = Reach(arguments);
        EXPECT_EQ(reach.status, 2);
        EXPECT_EQ(reach.out, "");
        return reach.err;
    };
    EXPECT_EQ(refused({"shpo"}),
              "FROM: is \"shpo\"; accepted are a VM (\"tenant/vm\"), a tenant and a group, did you "
              "mean 'shop'?\n");
    EXPECT_EQ(refused({"shop", "shop-1/wbe"}),
              "TO: is \"shop-1/wbe\"; tenant \"shop-1\" has no VM \"wbe\", did you mean 'web'?\n");
    EXPECT_EQ(refused({"shop-1/web", "shop-1/web"}),
              "TO: is FROM; accepted is another VM, or a tenant\n");
}

} // namespace

} // namespace ns3::vnlab::test
