// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FAKE_STORE_H
#define VNLAB_FAKE_STORE_H

#include "analysis/report/report.h"
#include "analysis/result/result-store.h"

#include <limits>
#include <string>

namespace ns3::vnlab
{

/// The outline of every scenario of a fake store; "b" comes first, which the alphabet does not say.
inline ScenarioOutline
FakeOutline(const std::string& text)
{
    return {.title = "Two `designs`", .designs = {"b", "a"}, .sameAs = text};
}

/// A run at 10 or 100 VMs: design b has n rules and a has n², each plus the run's number, which
/// both have in common; the rest is made up.
inline RunResult
FakeRun(const std::string& design, double vms, uint32_t run)
{
    const std::string text = vms == 10 ? "10" : "100";
    const double rules = (design == "b" ? vms : vms * vms) + run;
    return {.key = {.scenario = "vms = " + text, .design = design, .seed = 1, .run = run},
            .parameters = {{"tenants.vms", {text, vms}}},
            .metrics = {{"config.rules", rules},
                        {"drops.no-route", design == "b" ? 0.0 : 2.0},
                        {"drops.queue-full", 1 + 2.0 * run},
                        {"exposure.reachable.guest-root", 1},
                        {"exposure.reachable.guest-user", design == "b" ? 0.25 : 0.5}},
            .samples = {{"reconfig.effective", {0.001, std::numeric_limits<double>::infinity()}}},
            .series = {{"exposure.compromised.guest-user", {{1, 1}, {2, 3}}}}};
}

/// Fills a store with runs 0 and 1 of both designs at both sizes.
inline void
FillFakeStore(ResultStore& store)
{
    for (const double vms : {10.0, 100.0})
    {
        for (const char* design : {"a", "b"})
        {
            for (uint32_t run = 0; run < 2; ++run)
            {
                store.Write(FakeRun(design, vms, run));
            }
        }
    }
}

} // namespace ns3::vnlab

#endif // VNLAB_FAKE_STORE_H
