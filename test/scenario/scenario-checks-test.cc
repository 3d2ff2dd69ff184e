// SPDX-License-Identifier: GPL-2.0-only
// Problems that only several keys together show.
#include "test/support/scenario-test-input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

/// A group of full meshes of so many VMs, and a design; four lines.
std::string
Mesh(const std::string& name, int vms)
{
    return "[[tenants]]\nname = \"" + name +
           "\"\ngenerate = { kind = \"full-mesh\", vms = " + std::to_string(vms) + " }\n\n";
}

const std::string kDesign = "[designs]\nuse = [\"flat\"]\n";

TEST(ScenarioChecksTest, MoreVnicsThanTheSubstrateHoldsAreRefusedWithBothNumbers)
{
    const std::string substrate =
        "substrate = { racks = 1, hosts_per_rack = 2, vms_per_host = 6 }\n";
    EXPECT_EQ(Problems(substrate + kShop), "");
    EXPECT_EQ(Problems(substrate + kShop + Mesh("more", 1)),
              "9:1: tenants does not fit: 13 VMs take at least 13 slots, but 2 hosts with 6 slots "
              "each have 12\n");
}

TEST(ScenarioChecksTest, AVmHasAVnicOnEachPathOfItsLinks)
{
    // 1 controller (control), 3 switches (control and data): 7 vNICs.
    const std::string tenants = "[[tenants]]\nname = \"sdn\"\n"
                                "generate = { kind = \"sdn-control\", vms = 4 }\n";
    EXPECT_EQ(Problems("substrate = { racks = 1, hosts_per_rack = 1, vms_per_host = 7 }\n" +
                       tenants + kDesign),
              "");
    EXPECT_EQ(
        Problems("substrate = { racks = 1, hosts_per_rack = 1, vms_per_host = 6 }\n" + tenants +
                 kDesign),
        "2:1: tenants does not fit: 4 VMs take 7 slots, but 1 hosts with 6 slots each have 6\n");
}

const std::string kPlaces = "; the VMs of all versions have their places from the start\n";

/// A run plans all VMs in advance, whenever they come and go.
TEST(ScenarioChecksTest, TheVmsOfAllVersionsHaveToFit)
{
    const std::string start = "substrate = { racks = 1, hosts_per_rack = 1, vms_per_host = 6 }\n" +
                              Mesh("a", 3) + Mesh("b", 2) + kDesign;
    const auto resubmit = [](const std::string& at, const std::string& tenant, int vms)
    {
        return "[[changes]]\nat = \"" + at + "\"\nkind = \"resubmit\"\ntenant = \"" + tenant +
               "\"\ngenerate = { kind = \"full-mesh\", vms = " + std::to_string(vms) + " }\n";
    };
    EXPECT_EQ(Problems(start + resubmit("1s", "a", 2) + resubmit("2s", "b", 3)), "")
        << "VMs of one name are one VM: 3 and 3";
    EXPECT_EQ(Problems(start + resubmit("1s", "a", 2) + resubmit("2s", "b", 4)),
              "17:1: changes does not fit: 7 VMs take 7 slots, but 1 hosts with 6 slots each have "
              "6" +
                  kPlaces);
    EXPECT_EQ(Problems(start + resubmit("2s", "a", 4) + resubmit("1s", "b", 3)),
              "12:1: changes does not fit: 7 VMs take 7 slots, but 1 hosts with 6 slots each have "
              "6" +
                  kPlaces)
        << "it is the later one that is too many";
}

/// Two specifications with other VMs, of which each alone would fit.
TEST(ScenarioChecksTest, BlueGreenNeedsRoomForBoth)
{
    const TestFiles files{{"cloud/blue.dot", "graph { a -- b -- c -- d }"},
                          {"cloud/green.dot", "graph { e -- f -- g -- h }"}};
    const auto lab = [](int room)
    {
        return "substrate = { racks = 1, hosts_per_rack = 1, vms_per_host = " +
               std::to_string(room) +
               " }\n[[tenants]]\nname = \"t\"\nspec = \"blue.dot\"\n[designs]\nuse = "
               "[\"flat\"]\n[[changes]]\nat = \"1s\"\nkind = \"resubmit\"\nspec = "
               "\"green.dot\"\n";
    };
    EXPECT_EQ(Problems(lab(8), files), "");
    EXPECT_EQ(
        Problems(lab(7), files),
        "7:1: changes does not fit: 8 VMs take 8 slots, but 1 hosts with 7 slots each have 7" +
            kPlaces);
}

TEST(ScenarioChecksTest, APathKeepsItsSubnetInAllVersions)
{
    const TestFiles files{{"cloud/one.dot", "graph { subnet = \"10.1.0.0/24\"; a -- b }"},
                          {"cloud/two.dot", "graph { subnet = \"10.2.0.0/24\"; a -- b }"}};
    EXPECT_EQ(Problems("[[tenants]]\nname = \"t\"\nspec = \"one.dot\"\n" + kDesign +
                           "[[changes]]\nat = \"1s\"\nkind = \"resubmit\"\nspec = \"two.dot\"\n",
                       files),
              "6:1: changes does not fit: path default of tenant t changes its subnet from "
              "10.1.0.0/24 to 10.2.0.0/24; accepted: the same subnet in every version" +
                  kPlaces);
}

/// Nothing is made of a number that cannot fit.
TEST(ScenarioChecksTest, AMillionTimesAMillionVmsAreRefusedAtOnce)
{
    const std::string many = "count = 1000000\ngenerate = { kind = \"star\", vms = 1000 }\n";
    const std::string why = " does not fit: 1000000000 VMs take at least 1000000000 slots, but 40 "
                            "hosts with 120 slots each have 4800\n";
    EXPECT_EQ(Problems("[[tenants]]\nname = \"a\"\n" + many + kDesign), "1:1: tenants" + why);
    EXPECT_THAT(Problems("[[tenants]]\nname = \"a\"\ncount = 1000\n"
                         "generate = { kind = \"ring\", vms = 4 }\n" +
                         kDesign +
                         "[[changes]]\nat = \"1s\"\nkind = \"resubmit\"\n"
                         "generate = { kind = \"star\", vms = 1000 }\n"),
                testing::StartsWith("7:1: changes does not fit: 1000000 VMs take at least"));
}

TEST(ScenarioChecksTest, ALinkIsProbedMoreThanOnceInItsWatch)
{
    const std::string change = kShop + "[[changes]]\nkind = \"rewire\"\nlinks = 2\nat = \"1s\"\n";
    EXPECT_EQ(Problems(change + "probe_interval = \"499ms\"\n"), "");
    EXPECT_EQ(Problems(change + "probe_interval = \"500ms\"\n"),
              "12:18: changes.probe_interval is \"500ms\"; accepted is less than watch, which is "
              "\"500ms\"\n");
    EXPECT_EQ(Problems(change + "probe_interval = \"1s\"\nwatch = \"500ms\"\n"),
              "12:18: changes.probe_interval is \"1s\"; accepted is less than watch, which is "
              "\"500ms\"\n");
    EXPECT_EQ(Problems(change + "watch = \"100us\"\n"),
              "12:9: changes.watch is \"100us\"; accepted is more than probe_interval, which is "
              "\"100us\"\n");
}

TEST(ScenarioChecksTest, AVmMovesToAHostThatThereIs)
{
    const std::string move = kShop + "[[changes]]\nkind = \"move-vm\"\nat = \"1s\"\nto = ";
    EXPECT_EQ(Problems(move + "\"39\"\n"), "");
    EXPECT_EQ(Problems(move + "\"40\"\n"),
              "11:6: changes.to is \"40\"; accepted are hosts 0 to 39, and \"random\"\n");
    EXPECT_EQ(Problems(move + "\"4294967295\"\n"),
              "11:6: changes.to is \"4294967295\"; accepted are hosts 0 to 39, and \"random\"\n");
}

TEST(ScenarioChecksTest, AChangeThatCannotBeMadeHidesNoOther)
{
    const std::string rewire = "[[changes]]\nkind = \"rewire\"\nat = \"1s\"\nlinks = ";
    EXPECT_EQ(Problems(Mesh("a", 4) + kDesign + rewire + "1\n" + rewire + "2\n"),
              "10:9: changes.links is 1; accepted are at most 0, because tenant \"a\" has 6 links "
              "and 0 pairs of VMs without one\n"
              "14:9: changes.links is 2; accepted are at most 0, because tenant \"a\" has 6 links "
              "and 0 pairs of VMs without one\n");
}

TEST(ScenarioChecksTest, NoCapacityIsReckonedFromNumbersThatAreWrong)
{
    EXPECT_EQ(Problems("substrate = { racks = 0, hosts_per_rack = 1, vms_per_host = 1 }\n" + kShop),
              "1:23: substrate.racks is 0; accepted is an integer from 1 to 32768\n");
}

TEST(ScenarioChecksTest, MoreHostsThanAddressesAreRefused)
{
    EXPECT_EQ(Problems(kShop + "[substrate]\ndatacenters = 2\nracks = 1024\nhosts_per_rack = 16\n"),
              "");
    EXPECT_EQ(Problems(kShop + "[substrate]\ndatacenters = 2\nracks = 1024\nhosts_per_rack = 17\n"),
              "8:1: substrate has 34816 hosts (datacenters x racks x hosts_per_rack); accepted are "
              "at most 32768\n");
}

TEST(ScenarioChecksTest, TwoGroupsOfOneNameAreRefused)
{
    EXPECT_EQ(Problems(kShop + Mesh("shop", 2)),
              "9:8: tenants.name is \"shop\", which is the name of two groups\n");
}

TEST(ScenarioChecksTest, AGroupNamedLikeATenantOfAnotherIsRefused)
{
    EXPECT_EQ(Problems(kShop + Mesh("shop-3", 2)),
              "9:8: tenants.name is \"shop-3\", which is also a tenant of the group \"shop\"\n");
    EXPECT_EQ(Problems(Mesh("shop-1", 2) + kShop),
              "2:8: tenants.name is \"shop-1\", which is also a tenant of the group \"shop\"\n");
    EXPECT_EQ(Problems(kShop + Mesh("shop-4", 2)), "") << "the group has three tenants";
    EXPECT_EQ(Problems(kShop + Mesh("shop-03", 2)), "");
}

TEST(ScenarioChecksTest, AnEmptyNameIsRefused)
{
    EXPECT_EQ(Problems(kShop + Mesh("", 2)),
              "9:8: tenants.name is empty; accepted is any other text\n");
}

TEST(ScenarioChecksTest, HostileNamesAreOnlyText)
{
    const Scenario scenario =
        ParseTest("title = \"`touch x` $(y) <script>\"\n" + kShop + Mesh("a\\n\\u0007'\\\"", 2));
    EXPECT_EQ(scenario.title, "`touch x` $(y) <script>");
    EXPECT_EQ(scenario.tenants.at(1).name, "a\n\a'\"");
}

TEST(ScenarioChecksTest, OverlappingAddressesAreNoProblemOfTheFile)
{
    EXPECT_EQ(Problems("[[tenants]]\nname = \"a\"\ncount = 2\naddresses = \"as-specified\"\n"
                       "generate = { kind = \"ring\", vms = 4 }\n" +
                       kDesign),
              "");
}

TEST(ScenarioChecksTest, AChangeAtOrAfterTheEndIsRefused)
{
    const std::string change = kShop + "[run]\nduration = \"5s\"\n[[changes]]\nkind = \"rewire\"\n"
                                       "links = 2\n";
    EXPECT_EQ(Problems(change + "at = \"4999ms\"\n"), "");
    EXPECT_EQ(Problems(change + "at = \"5000ms\"\n"),
              "13:6: changes.at is \"5s\"; accepted is less than run.duration, which is \"5s\"\n");
}

TEST(ScenarioChecksTest, AnAttackAtOrAfterTheEndIsRefused)
{
    EXPECT_EQ(Problems(kShop + "[[attacks]]\nkind = \"lateral-movement\"\nat = \"1min\"\n"),
              "10:6: attacks.at is \"1min\"; accepted is less than run.duration, which is "
              "\"10s\"\n");
}

TEST(ScenarioChecksTest, AChangeWithoutATenantIsOfTheFirstGroup)
{
    const Scenario scenario =
        ParseTest(kShop + "[[changes]]\nkind = \"rewire\"\nlinks = 2\nat = \"1s\"\n");
    EXPECT_EQ(scenario.changes.at(0).tenant, "shop");
}

TEST(ScenarioChecksTest, AChangeOfAnUnknownTenantIsRefused)
{
    const std::string change = kShop + "[[changes]]\nkind = \"rewire\"\nlinks = 1\nat = \"1s\"\n";
    EXPECT_EQ(Problems(change + "tenant = \"shop-3\"\n"), "");
    EXPECT_EQ(Problems(change + "tenant = \"shpo\"\n"),
              "12:10: changes.tenant is \"shpo\", which is neither a tenant nor a group, did you "
              "mean 'shop'?\n");
    EXPECT_EQ(Problems(change + "tenant = \"bank-9\"\n"),
              "12:10: changes.tenant is \"bank-9\", which is neither a tenant nor a group\n");
}

TEST(ScenarioChecksTest, ARewireNeedsEnoughLinksAndEnoughPairsWithoutOne)
{
    const std::string change = "[[changes]]\nkind = \"rewire\"\nat = \"1s\"\nlinks = ";
    EXPECT_EQ(Problems(kShop + change + "2\n"), "");
    EXPECT_EQ(Problems(kShop + change + "3\n"),
              "11:9: changes.links is 3; accepted are at most 2, because tenant \"shop-1\" has 4 "
              "links and 2 pairs of VMs without one\n");
    EXPECT_EQ(Problems(Mesh("a", 4) + kDesign + change + "1\n"),
              "10:9: changes.links is 1; accepted are at most 0, because tenant \"a\" has 6 links "
              "and 0 pairs of VMs without one\n");
}

TEST(ScenarioChecksTest, ARewireAfterAResubmitIsOfTheNewSpecification)
{
    const std::string rewire = "[[changes]]\nkind = \"rewire\"\nat = \"2s\"\nlinks = 5\n"
                               "tenant = \"shop-2\"\n";
    const std::string resubmit = "[[changes]]\nkind = \"resubmit\"\nat = \"1s\"\n"
                                 "generate = { kind = \"ring\", vms = 5 }\n";
    EXPECT_EQ(Problems(kShop + rewire + resubmit + "tenant = \"shop-2\"\n"), "");
    EXPECT_EQ(Problems(kShop + rewire + resubmit + "tenant = \"shop-1\"\n"),
              "11:9: changes.links is 5; accepted are at most 2, because tenant \"shop-2\" has 4 "
              "links and 2 pairs of VMs without one\n");
}

TEST(ScenarioChecksTest, AFootholdIsRandomOrAVmOfATenant)
{
    const std::string attack =
        kShop + "[[attacks]]\nkind = \"lateral-movement\"\nat = \"1s\"\nfoothold = ";
    EXPECT_EQ(Problems(attack + "\"random\"\n"), "");
    EXPECT_EQ(Problems(attack + "\"shop-3/vm-4\"\n"), "");
    EXPECT_EQ(Problems(attack + "\"radnom\"\n"),
              "11:12: attacks.foothold is \"radnom\"; accepted is \"random\" or \"tenant/vm\", did "
              "you mean 'random'?\n");
    EXPECT_EQ(Problems(attack + "\"shop-4/vm-1\"\n"),
              "11:12: attacks.foothold is \"shop-4/vm-1\"; there is no tenant \"shop-4\"\n");
    EXPECT_EQ(Problems(attack + "\"shop-3/vm-5\"\n"),
              "11:12: attacks.foothold is \"shop-3/vm-5\"; tenant \"shop-3\" has no VM \"vm-5\", "
              "did you mean 'vm-1'?\n");
    EXPECT_EQ(
        Problems(attack + "\"shop/vm-1\"\n"),
        "11:12: attacks.foothold is \"shop/vm-1\"; \"shop\" is a group of 3 tenants, accepted "
        "is one of them, such as \"shop-1\"\n");
}

TEST(ScenarioChecksTest, AllProblemsComeTogetherInTheOrderOfTheFile)
{
    EXPECT_EQ(Problems("[[attacks]]\nat = \"1h\"\nkind = \"lateral-movement\"\n"
                       "[run]\nrepeat = 0\n"
                       "[substrate]\nrack = 1\n" +
                       kShop + "[[changes]]\nat = \"1s\"\nkind = \"rewire\"\nlinks = 9\n"),
              "2:6: attacks.at is \"1h\"; accepted is less than run.duration, which is \"10s\"\n"
              "5:10: run.repeat is 0; accepted is an integer from 1 to 1000000\n"
              "7:1: unknown key \"rack\" in substrate; accepted are datacenters, racks, "
              "hosts_per_rack, spines, vms_per_host, mtu, switching_cores, detection, "
              "control_network, hash_gre_key, placement, "
              "link, wan, servers, did you mean "
              "'racks'?\n"
              "18:9: changes.links is 9; accepted are at most 2, because tenant \"shop-1\" has 4 "
              "links and 2 pairs of VMs without one\n");
}

TEST(ScenarioChecksTest, AnAttackHasItsOwnKeysAndNoOthers)
{
    const std::string attack = kShop + "[[attacks]]\nat = \"1s\"\nkind = ";
    const std::string spoof = "\"ip-spoof\"\ncapability = \"guest-root\"\n";
    const std::string names = "target = \"shop-1/vm-1\"\nas = \"shop-1/vm-2\"\n";
    EXPECT_EQ(Problems(attack + spoof + names), "");
    EXPECT_EQ(Problems(attack + spoof + names + "locality = 1\n"),
              "14:12: attacks.locality does not apply here; accepted is only with kind = "
              "\"lateral-movement\"\n");
    EXPECT_EQ(Problems(attack + spoof + "as = \"shop-1/vm-2\"\n"),
              "8:1: attacks.target is missing\n");
    EXPECT_EQ(Problems(attack + spoof + "target = \"shop-1/vm-9\"\nas = \"random\"\n"),
              "12:10: attacks.target is \"shop-1/vm-9\"; tenant \"shop-1\" has no VM \"vm-9\", did "
              "you mean 'vm-1'?\n13:6: attacks.as is \"random\"; accepted is \"tenant/vm\"\n");
}

TEST(ScenarioChecksTest, AnAttackThatOnlyRootCanMakeNeedsRoot)
{
    const std::string attack = kShop + "[[attacks]]\nat = \"1s\"\nkind = \"ip-spoof\"\n"
                                       "target = \"shop-1/vm-1\"\nas = \"shop-1/vm-2\"\n";
    EXPECT_EQ(Problems(attack + "capability = \"guest-user\"\n"),
              "13:14: attacks.capability is \"guest-user\"; ip-spoof sends frames that only root "
              "can send; accepted is \"guest-root\"\n");
}

TEST(ScenarioChecksTest, AnAttackWithMorePowerThanItUsesIsRefused)
{
    const std::string attack = kShop + "[[attacks]]\nat = \"1s\"\ncapability = \"host-root\"\n";
    EXPECT_EQ(Problems(attack + "kind = \"lateral-movement\"\n"), "");
    EXPECT_EQ(
        Problems(attack + "kind = \"ip-spoof\"\ntarget = \"shop-1/vm-1\"\n"
                          "as = \"shop-1/vm-2\"\n"),
        "10:14: attacks.capability is \"host-root\", which ip-spoof makes no use of; accepted "
        "is \"guest-root\"\n");
}

TEST(ScenarioChecksTest, WhoOwnsHostsKnowsMoreThanAVm)
{
    EXPECT_EQ(
        Problems(kShop + "[[attacks]]\nat = \"1s\"\nkind = \"lateral-movement\"\n"
                         "capability = \"host-root\"\nknowledge = \"own-vm\"\n"),
        "12:13: attacks.knowledge is \"own-vm\", and what a host knows is more; accepted with "
        "capability = \"host-root\" is \"everything\"\n");
}

TEST(ScenarioChecksTest, AMonitorWatchesAllVmsOrOneThatATenantHas)
{
    const std::string monitor = kShop + "[[monitors]]\nkind = \"send-counter\"\nvm = ";
    EXPECT_EQ(Problems(monitor + "\"all\"\n"), "");
    EXPECT_EQ(Problems(monitor + "\"shop-3/vm-4\"\n"), "");
    EXPECT_EQ(Problems(monitor + "\"al\"\n"),
              "10:6: monitors.vm is \"al\"; accepted is \"all\" or \"tenant/vm\", did you mean "
              "'all'?\n");
    EXPECT_EQ(Problems(monitor + "\"shop-3/vm-5\"\n"),
              "10:6: monitors.vm is \"shop-3/vm-5\"; tenant \"shop-3\" has no VM \"vm-5\", did you "
              "mean 'vm-1'?\n");
}

TEST(ScenarioChecksTest, AMiddleboxRunsInVmsOfATenantAndItsKindChecksItsKeys)
{
    const std::string box = kShop + "[[middleboxes]]\nkind = ";
    EXPECT_EQ(Problems(box + "\"firewall\"\nvms = \"vm-2\"\nallow = \"udp/5001\"\n"), "");
    EXPECT_EQ(Problems(box + "\"firewall\"\ntenant = \"shop-2\"\nvms = \"vm-2\"\n"), "");
    EXPECT_EQ(Problems(box + "\"firewal\"\nvms = \"vm-2\"\n"),
              "9:8: middleboxes.kind is \"firewal\"; accepted are firewall, load-balancer, did you "
              "mean 'firewall'?\n");
    EXPECT_EQ(Problems(box + "\"firewall\"\n"), "8:1: middleboxes.vms is missing\n");
    EXPECT_EQ(
        Problems(box + "\"firewall\"\nvms = \"vm-22\"\n"),
        "10:7: middleboxes.vms is \"vm-22\", which is neither a VM nor a role on the first path of "
        "shop, did you mean 'vm-2'?\n");
    EXPECT_EQ(
        Problems(box + "\"firewall\"\ntenant = \"shp\"\nvms = \"vm-2\"\n"),
        "10:10: middleboxes.tenant is \"shp\", which is neither a tenant nor a group, did you "
        "mean 'shop'?\n");
    EXPECT_EQ(
        Problems(box + "\"firewall\"\nvms = \"vm-2\"\nallow = \"udp/x\"\n"),
        "11:9: middleboxes.allow has \"udp/x\"; accepted are tcp/PORT, udp/PORT, tcp, udp and "
        "icmp, ports from 1 to 65535\n");
    EXPECT_EQ(Problems(box + "\"load-balancer\"\nvms = \"vm-2\"\n"),
              "8:1: middleboxes.backends is empty; accepted are a role or names of VMs\n");
    EXPECT_EQ(Problems(box + "\"load-balancer\"\nvms = \"vm-2\"\nbackends = \"vm-33\"\n"
                             "service = \"icmp\"\n"),
              "11:12: middleboxes.backends is \"vm-33\", which is neither a VM nor a role on the "
              "first path of shop, did you mean 'vm-3'?\n"
              "12:11: middleboxes.service is \"icmp\"; accepted are tcp/PORT, udp/PORT, tcp and "
              "udp\n");
    EXPECT_EQ(
        Problems(box + "\"load-balancer\"\nvms = \"vm-2\"\nbackends = \"vm-3\"\n"
                       "service = \"http\"\npolicy = \"random\"\n"),
        "12:11: middleboxes.service is \"http\"; accepted are tcp/PORT, udp/PORT, tcp and udp\n"
        "13:10: middleboxes.policy is \"random\"; accepted are round-robin, least-loaded\n");
}

TEST(ScenarioChecksTest, AVmHasOneMiddlebox)
{
    const auto both = [](const std::string& first, const std::string& second)
    {
        return Problems(kShop + "[[middleboxes]]\nkind = \"firewall\"\n" + first +
                        "[[middleboxes]]\nkind = \"firewall\"\n" + second);
    };
    const std::string vm = "vms = \"vm-2\"\n";
    EXPECT_EQ(both(vm, "vms = \"vm-3\"\n"), "");
    EXPECT_EQ(both("tenant = \"shop-1\"\n" + vm, "tenant = \"shop-2\"\n" + vm), "");
    const std::string problem =
        ": middleboxes.vms is in VM \"vm-2\", which has a middlebox; accepted is one in each VM\n";
    EXPECT_EQ(both(vm, vm), "13:7" + problem);
    EXPECT_EQ(both("tenant = \"shop-2\"\n" + vm, vm), "14:7" + problem);
}

TEST(ScenarioChecksTest, AMonitorStartsBeforeTheEndAndHasItsOwnKeys)
{
    EXPECT_EQ(Problems(kShop + "[[monitors]]\nat = \"1min\"\nkind = \"send-counter\"\n"
                               "failures = 0\nlocality = 1\n"),
              "9:6: monitors.at is \"1min\"; accepted is less than run.duration, which is "
              "\"10s\"\n11:12: monitors.failures is 0; accepted is an integer from 1 to "
              "1000000\n12:1: unknown key \"locality\" in monitors; accepted are at, kind, vm, "
              "failures, window, limit\n");
    EXPECT_EQ(Problems(kShop + "[[monitors]]\nkind = \"send-conter\"\n"),
              "9:8: monitors.kind is \"send-conter\"; accepted are send-counter, did you mean "
              "'send-counter'?\n");
}

} // namespace
} // namespace ns3::vnlab
