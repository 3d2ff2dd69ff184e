// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-plot.h"

#include "analysis/plot/store-plots.h"
#include "analysis/result/result-store.h"
#include "analysis/style/visible-text.h"
#include "model/input/input-error.h"
#include "scenarios/vnlab/scenario/scenario-outline.h"
#include "scenarios/vnlab/system/output-folder.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

struct PlotOptions
{
    std::string store;
    std::string folder;
    std::vector<std::string> facets;
    std::vector<std::string> at;
    PlotWish wish;
};

/// @return "KEY=VALUE" as a pair, without spaces around
std::pair<std::string, std::string>
HeldBy(const std::string& option)
{
    const auto trimmed = [](const std::string& text)
    {
        const size_t first = text.find_first_not_of(' ');
        return first == std::string::npos
                 ? std::string()
                 : text.substr(first, text.find_last_not_of(' ') + 1 - first);
    };
    const size_t equals = option.find('=');
    const std::string key = trimmed(option.substr(0, equals));
    if (equals == std::string::npos || key.empty())
    {
        throw InputError(
            {{.file = "--at",
              .message = "'" + option + "' is no KEY=VALUE, such as substrate.racks=2"}});
    }
    return {key, trimmed(option.substr(equals + 1))};
}

PlotWish
WishOf(const PlotOptions& options)
{
    PlotWish wish = options.wish;
    if (!options.facets.empty())
    {
        wish.keys.facets = options.facets;
    }
    std::ranges::transform(options.at, std::back_inserter(wish.keys.at), HeldBy);
    return wish;
}

int
CommandPlot(const PlotOptions& options, std::ostream& out)
{
    const fs::path store = StoreAt(options.store);
    const fs::path folder = options.folder.empty() ? store.parent_path() : fs::path(options.folder);
    const ResultStore results = ResultStore::OpenReadOnly(store.string());
    const auto drawn = DrawStorePlots(results, OutlineOf, WishOf(options), folder);
    if (drawn.empty())
    {
        throw InputError({{.file = store.string(), .message = "has no data to plot yet"}});
    }
    for (const fs::path& file : drawn)
    {
        out << VisibleText(file.string()) << '\n';
    }
    return 0;
}

std::string
KindsText()
{
    std::string text;
    for (const PlotKind& kind : PlotKinds())
    {
        text +=
            (text.empty() ? "" : "; ") + std::string(kind.name) + ": " + std::string(kind.summary);
    }
    return text;
}

} // namespace

Command
MakePlotCommand(CLI::App& program)
{
    const auto options = std::make_shared<PlotOptions>();
    PlotWish& wish = options->wish;
    CLI::App* plot = program.add_subcommand(
        "plot", "plot a metric from stored results, or, without --metric, everything in them");
    plot->add_option("store", options->store, "results.sqlite, or its folder")->required();
    plot->add_option("--metric", wish.metric, "metric to plot, such as config.rules");
    plot->add_option("--kind", wish.kind, KindsText());
    plot->add_option("--x", wish.keys.x, "swept key on the x axis [the number of VMs]");
    plot->add_option("--by", wish.keys.by, "key with a curve or row per value")
        ->capture_default_str();
    plot->add_option("--facet",
                     options->facets,
                     "key with a panel per value; several: a panel per combination")
        ->expected(1)
        ->take_all();
    plot->add_option(
            "--at",
            options->at,
            "KEY=VALUE: show only the runs at this value (repeatable) [of each key that is "
            "not drawn, its first value]")
        ->expected(1)
        ->take_all();
    plot->add_option(
        "--baseline", wish.keys.baseline, "design to compare the others with [the first]");
    plot->add_option("--out", options->folder, "folder for the plots [that of the store]");
    plot->add_flag("--force", wish.force, "overwrite files that vnlab has not written");
    plot->add_option("--format", wish.formats, "file formats")
        ->delimiter(',')
        ->check(CLI::IsMember(kAllFormats))
        ->default_str("svg,png,pdf");
    return {plot, [options] { return CommandPlot(*options, std::cout); }};
}

} // namespace ns3::vnlab
