// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/view-step.h"
#include "model/design/design.h"
#include "model/rule/rule-store.h"
#include "model/spec/rewire.h"
#include "test/benchmark/bench-cloud.h"
#include "test/benchmark/section.h"

#include <cmath>
#include <map>
#include <string>

namespace ns3::vnlab::benchmark
{

namespace
{

constexpr uint32_t kDegree = 4; // links of a VM, so that n links are those of n / 2 VMs
const Topology kTopology{.racks = 32, .hostsPerRack = 16, .spines = 4};

/// A network of n links, of which k change.
struct ChangeOfLinks
{
    std::string design;
    uint32_t n;
    uint32_t k;
};

/// Figures of one change.
enum ChangeFigure : size_t
{
    kScopes,
    kRules,
    kRead,
    kCopied,
    kCompare, ///< seconds: the two specifications
    kStep,    ///< seconds: the next version and what differs
    kChange,  ///< seconds: the rules
    kWhole,   ///< seconds: a version and its rules, made anew
    kChangeFigures
};

std::vector<double>
RunChange(const ChangeOfLinks& change)
{
    const std::vector<Specification> tenants = RandomTenants(1, change.n * 2 / kDegree, kDegree);
    const Specification next = Rewire(tenants.front(), change.k, 7);
    const CloudPlan plan = PlanTenants(tenants, kTopology);
    const std::unique_ptr<Compiler> compiler = FindDesign(change.design)->MakeCompiler();
    RuleStore store;
    const double begin_s = CpuTime_s();
    const TenantView before(plan, plan.start, TenantId{0}, tenants.front());
    store.Add(*compiler, before);
    const double compiled_s = CpuTime_s();
    const SpecDelta delta = Diff(tenants.front(), next);
    const double compared_s = CpuTime_s();
    const ViewStep step = before.Next(plan.start, EditOf(plan, TenantId{0}, next, delta));
    const double stepped_s = CpuTime_s();
    const ViewChange views(before, step.view, step.delta);
    const Recompilation rules = store.Change(*compiler, {&views, 1});
    const double changed_s = CpuTime_s();
    std::vector<double> figures(kChangeFigures);
    figures[kScopes] = static_cast<double>(rules.scopes);
    figures[kRules] = static_cast<double>(rules.delta.Touched());
    figures[kRead] = static_cast<double>(step.work.read);
    figures[kCopied] = static_cast<double>(step.work.copied);
    figures[kCompare] = compared_s - compiled_s;
    figures[kStep] = stepped_s - compared_s;
    figures[kChange] = changed_s - stepped_s;
    figures[kWhole] = compiled_s - begin_s;
    return figures;
}

/// @return seconds from the submission until the last agent has acknowledged, and messages
std::vector<double>
RunResubmission(const ChangeOfLinks& change)
{
    const std::vector<Specification> tenants = RandomTenants(1, change.n * 2 / kDegree, kDegree);
    const Specification next = Rewire(tenants.front(), change.k, 7);
    const SpecStep step{&tenants.front(), Diff(tenants.front(), next)};
    BenchCloud cloud(change.design, kTopology, tenants);
    cloud.Deploy();
    const double begin_s = CpuTime_s();
    const uint64_t messages = cloud.Resubmit(next, step);
    return {CpuTime_s() - begin_s, static_cast<double>(messages)};
}

/// @return e where the time grows as n^e, from the smallest to the largest n
double
SlopeOf(const std::map<uint32_t, double>& seconds)
{
    return std::log(seconds.rbegin()->second / seconds.begin()->second) /
           std::log(static_cast<double>(seconds.rbegin()->first) / seconds.begin()->first);
}

void
MeasureWork(const std::map<std::string, std::vector<uint32_t>>& sizes, uint32_t k)
{
    Section section("5. A change of " + std::to_string(k) +
                        " links in a network of n (one tenant, " + std::to_string(kDegree) +
                        " links per VM, " + std::to_string(kTopology.Hosts()) + " hosts)",
                    {"n",
                     "scopes",
                     "rules",
                     "read",
                     "copied",
                     "version, ms",
                     "rules, ms",
                     "both grow as",
                     "all anew, ms",
                     "which is",
                     "compare specs, ms"});
    constexpr double milli = 1e3;
    for (const auto& [design, links] : sizes)
    {
        std::map<uint32_t, double> seconds;
        for (const uint32_t n : links)
        {
            const ChangeOfLinks change{design, n, k};
            const auto figures = Measure({{design, [change] { return RunChange(change); }}})[0];
            const double both = figures[kStep].median + figures[kChange].median;
            seconds[n] = both;
            section.Add(design,
                        {std::to_string(n),
                         Text(figures[kScopes].median, 0),
                         Text(figures[kRules].median, 0),
                         Text(figures[kRead].median, 0),
                         Text(figures[kCopied].median, 0),
                         Text(figures[kStep], 3, milli),
                         Text(figures[kChange], 3, milli),
                         n == links.back() ? "n^" + Text(SlopeOf(seconds), 2) : "",
                         Text(figures[kWhole], 1, milli),
                         Times(figures[kWhole].median / both),
                         Text(figures[kCompare], 1, milli)});
        }
    }
    section.Print();
}

/// From the operation to the last acknowledgement, with all packets of the control channels.
void
MeasureEndToEnd()
{
    Section section("5b. The same from the submission until the last agent has acknowledged: 1000 "
                    "links of n, by simulated control channels",
                    {"n", "seconds", "grow as", "messages", ""});
    std::map<uint32_t, double> seconds;
    for (const uint32_t n : {10'000U, 100'000U})
    {
        const ChangeOfLinks change{"linkwire", n, 1'000};
        const auto figures =
            Measure({{change.design, [change] { return RunResubmission(change); }}})[0];
        seconds[n] = figures[0].median;
        section.Add(change.design,
                    {std::to_string(n),
                     Text(figures[0], 3),
                     seconds.size() > 1 ? "n^" + Text(SlopeOf(seconds), 2) : "",
                     Text(figures[1].median, 0),
                     AtMost(figures[0].median, 5, " s")});
    }
    section.Print();
}

} // namespace

void
MeasureChanges()
{
    const std::vector<uint32_t> all{1'000, 10'000, 100'000};
    MeasureWork({{"flat", all},
                 {"vxlan", {1'000, 4'000}}, // its rules for 100,000 take gigabytes
                 {"linkwire", all},
                 {"identity-firewall", all}},
                10);
    MeasureEndToEnd();
}

} // namespace ns3::vnlab::benchmark
