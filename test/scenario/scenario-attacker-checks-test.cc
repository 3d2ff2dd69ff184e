// SPDX-License-Identifier: GPL-2.0-only
// What an attack can use, and whom a neighbour attacks from where.
#include "model/attack/injector.h"
#include "test/support/scenario-test-input.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

/// An attack that says nothing of positions and knowledge.
class InsiderAttack : public Injector
{
  public:
    std::string_view Name() const override
    {
        return "insider-test";
    }

    std::string_view Description() const override
    {
        return "only for this test";
    }

    std::unique_ptr<Attack> Start(const AttackSetting&, const OwnKeys&) const override
    {
        return nullptr;
    }
};

const InjectorRegistration kInsiderAttack{std::make_unique<InsiderAttack>()};

/// What is wrong with lines that begin at line 11, in a scenario that knows the attack.
std::string
InsiderProblems(const std::string& lines)
{
    KnownNames names = TestNames();
    names.attacks.emplace_back("insider-test");
    try
    {
        ParseScenario(kShop + "[[attacks]]\nat = \"1s\"\nkind = \"insider-test\"\n" + lines,
                      "lab.toml",
                      names,
                      [](const std::string&) { return std::nullopt; });
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "";
}

TEST(ScenarioAttackerChecksTest, AnAttackIsRefusedAPositionAndKnowledgeThatItCannotUse)
{
    EXPECT_EQ(InsiderProblems("position = \"inside\"\nknowledge = \"everything\"\n"), "");
    EXPECT_EQ(InsiderProblems("position = \"neighbour\"\nknowledge = \"own-vm\"\n"),
              "lab.toml:11:12: attacks.position is \"neighbour\", which insider-test cannot use; "
              "accepted is \"inside\"\n"
              "lab.toml:12:13: attacks.knowledge is \"own-vm\", which insider-test cannot use; "
              "accepted is \"everything\"");
    EXPECT_EQ(InsiderProblems("position = \"outside\"\n"),
              "lab.toml:11:12: attacks.position is \"outside\"; accepted are inside, neighbour");
}

TEST(ScenarioAttackerChecksTest, ANeighbourHasVictims)
{
    const std::string neighbour = "[[attacks]]\nat = \"1s\"\nkind = \"lateral-movement\"\n"
                                  "position = \"neighbour\"\n";
    const std::string alone = "[[tenants]]\nname = \"shop\"\n"
                              "generate = { kind = \"ring\", vms = 4 }\n"
                              "[designs]\nuse = [\"flat\"]\n";
    EXPECT_EQ(Problems(kShop + neighbour), "");
    EXPECT_EQ(Problems(alone + neighbour),
              "9:12: attacks.position is \"neighbour\", but there is one tenant; accepted is "
              "\"inside\"\n");
}

TEST(ScenarioAttackerChecksTest, ANeighboursFootholdIsNoVmOfItsVictimsTenant)
{
    const std::string spoof = kShop + "[[attacks]]\nat = \"1s\"\nkind = \"ip-spoof\"\n"
                                      "position = \"neighbour\"\ncapability = \"guest-root\"\n"
                                      "target = \"shop-1/vm-1\"\nas = \"shop-1/vm-2\"\n";
    EXPECT_EQ(Problems(spoof), "");
    EXPECT_EQ(Problems(spoof + "foothold = \"shop-2/vm-3\"\n"), "");
    EXPECT_EQ(Problems(spoof + "foothold = \"shop-1/vm-3\"\n"),
              "15:12: attacks.foothold is \"shop-1/vm-3\", of the same tenant as attacks.target; "
              "accepted for a neighbour is a VM of another one, or \"random\"\n");
}

/// A tenant "shop", which wants a, b and c until 1 s, then a, b and d; lines 1 to 12.
std::string
Changing(const std::string& attack)
{
    return "[[tenants]]\nname = \"shop\"\nspec = \"before.dot\"\n[designs]\nuse = [\"flat\"]\n"
           "[[changes]]\nat = \"1s\"\nkind = \"resubmit\"\nspec = \"after.dot\"\n[[attacks]]\n" +
           attack;
}

std::string
ChangingProblems(const std::string& attack)
{
    return Problems(Changing(attack),
                    {{"cloud/before.dot", "graph { subnet=\"10.9.0.0/24\"; a -- b; b -- c; }"},
                     {"cloud/after.dot", "graph { subnet=\"10.9.0.0/24\"; a -- b; b -- d; }"}});
}

TEST(ScenarioAttackerChecksTest, AFootholdExistsWhenItsAttackStarts)
{
    const std::string kind = "kind = \"lateral-movement\"\nfoothold = \"shop/";
    const std::string gone = "12:12: attacks.foothold is \"shop/c\", which is gone since the "
                             "change at \"1s\"; accepted is "
                             "a VM that exists when the attack starts, at ";
    EXPECT_EQ(ChangingProblems(kind + "a\"\nat = \"2s\"\n"), "");
    EXPECT_EQ(ChangingProblems(kind + "c\"\nat = \"999ms\"\n"), "");
    EXPECT_EQ(ChangingProblems(kind + "c\"\nat = \"1s\"\n"), gone + "\"1s\"\n");
    EXPECT_EQ(ChangingProblems(kind + "c\"\nat = \"2s\"\n"), gone + "\"2s\"\n");
    EXPECT_EQ(ChangingProblems(kind + "d\"\nat = \"2s\"\n"), "") << "it has come by then";
    EXPECT_EQ(ChangingProblems(kind + "d\"\nat = \"999ms\"\n"),
              "12:12: attacks.foothold is \"shop/d\"; tenant \"shop\" has no VM \"d\", did you "
              "mean 'a'?\n");
}

TEST(ScenarioAttackerChecksTest, SoDoesTheVictimThatItNames)
{
    const std::string spoof = "kind = \"ip-spoof\"\ncapability = \"guest-root\"\nas = \"shop/a\"\n"
                              "target = \"shop/";
    EXPECT_EQ(ChangingProblems(spoof + "b\"\nat = \"2s\"\n"), "");
    EXPECT_EQ(
        ChangingProblems(spoof + "c\"\nat = \"2s\"\n"),
        "14:10: attacks.target is \"shop/c\", which is gone since the change at \"1s\"; accepted "
        "is a VM that exists when the attack starts, at \"2s\"\n");
}

TEST(ScenarioAttackerChecksTest, ServicesAreThoseOfTcpAndUdp)
{
    const std::string kind = "kind = \"lateral-movement\"\nat = \"2s\"\nservices = ";
    EXPECT_EQ(ChangingProblems(kind + "\"tcp/80, udp/53\"\n"), "");
    EXPECT_EQ(ChangingProblems(kind + "\"permitted\"\n"), "");
    EXPECT_EQ(
        ChangingProblems(kind + "\"http\"\n"),
        "13:12: attacks.services is \"http\"; accepted is \"permitted\", or a list of services of "
        "TCP and UDP, such as \"tcp/80, udp/53\"\n");
}

} // namespace
} // namespace ns3::vnlab
