// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/metric/metric-catalogue.h"

#include "model/input/input-error.h"
#include "model/key/registry.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

struct Catalogue
{
    std::vector<Metric> metrics;                // in the order of tables
    std::map<std::string, std::string> origins; // by name, of those that came with results
};

void
SortForTables(std::vector<Metric>& metrics)
{
    std::ranges::sort(metrics,
                      {},
                      [](const Metric& metric)
                      { return std::tie(metric.question, metric.place, metric.name); });
}

/// Made on first use, when everything is registered.
Catalogue&
TheCatalogue()
{
    static Catalogue catalogue = []
    {
        Catalogue made;
        for (const Metric* metric : Registry<Metric>::Get().All())
        {
            made.metrics.push_back(*metric);
        }
        SortForTables(made.metrics);
        return made;
    }();
    return catalogue;
}

/// @return what the values are, in words
std::string
MeaningOf(const Metric& metric)
{
    const std::string unit(ToString(metric.unit));
    const std::string better(ToString(metric.better));
    return std::string(ToString(metric.shape)) + (unit.empty() ? ", a count" : ", in " + unit) +
           (better.empty() ? ", neither better" : ", better when " + better);
}

void
Adopt(Catalogue& catalogue, const Metric& row, const std::string& origin, Precedence precedence)
{
    const auto known = std::ranges::find(catalogue.metrics, row.name, &Metric::name);
    if (known == catalogue.metrics.end())
    {
        catalogue.metrics.push_back(row);
        catalogue.origins[row.name] = origin;
        return;
    }
    const auto from = catalogue.origins.find(row.name);
    const bool own = from == catalogue.origins.end();
    if (own ? precedence == Precedence::kResults : from->second == origin)
    {
        *known = row;
        catalogue.origins[row.name] = origin;
    }
    else if (MeaningOf(*known) != MeaningOf(row))
    {
        throw InputError({Diagnostic{
            .file = origin,
            .message = "has the metric \"" + row.name + "\" as \"" + MeaningOf(row) + "\", but " +
                       (own ? "this vnlab" : from->second) + " has it as \"" + MeaningOf(*known) +
                       "\"; accepted together are results that agree on it"}});
    }
}

} // namespace

std::span<const Metric>
Metrics()
{
    return TheCatalogue().metrics;
}

const Metric*
FindMetric(std::string_view name)
{
    const auto says = [](const Metric& metric)
    { return std::pair(metric.name.find('*') == std::string::npos, metric.name.size()); };
    const Metric* found = nullptr;
    for (const Metric& metric : TheCatalogue().metrics)
    {
        if (Matches(metric, name) && (!found || says(*found) < says(metric)))
        {
            found = &metric;
        }
    }
    return found;
}

void
AdoptMetrics(std::span<const Metric> rows, const std::string& origin, Precedence precedence)
{
    Catalogue catalogue = TheCatalogue();
    for (const Metric& row : rows)
    {
        Adopt(catalogue, row, origin, precedence);
    }
    SortForTables(catalogue.metrics);
    TheCatalogue() = std::move(catalogue);
}

} // namespace ns3::vnlab
