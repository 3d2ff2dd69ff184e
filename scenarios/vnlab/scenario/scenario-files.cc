// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-files.h"

#include "model/change/change-kind.h"
#include "model/input/nearest-name.h"
#include "model/key/cost-preset.h"
#include "model/substrate/wan-graph.h"
#include "scenarios/vnlab/scenario/scenario-reader.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/toml-document.h"

#include <filesystem>
#include <map>
#include <memory>
#include <utility>

namespace ns3::vnlab
{

namespace
{

class NamedFiles
{
  public:
    NamedFiles(Scenario& scenario,
               const KnownNames& known,
               const std::string& fileName,
               const FileReader& readFile,
               ScenarioProblems& problems)
        : m_scenario(scenario),
          m_known(known),
          m_folder(std::filesystem::path(fileName).parent_path()),
          m_readFile(readFile),
          m_problems(problems)
    {
    }

    void ReadAll();

  private:
    void Get(const std::string& table, const SpecSource& source, Specification& out);
    void Read(const std::string& key, const std::string& file, Specification& out);
    void GatherCosts();
    std::map<std::string, double> CostsOf(const std::string& key, const std::string& source);
    std::map<std::string, double> CostsOfFile(const std::string& key, const std::string& file);
    void ReadWanFile();
    void SetDatacenters(size_t count);
    std::optional<std::string> Input(const std::string& key, const std::string& file);
    std::optional<std::string> Content(const std::string& key,
                                       const std::string& file,
                                       const std::string& hint = "");

    std::string Located(const std::string& file) const
    {
        return (m_folder / file).string();
    }

    Scenario& m_scenario;
    const KnownNames& m_known;
    std::filesystem::path m_folder;
    const FileReader& m_readFile;
    ScenarioProblems& m_problems;
    std::map<std::string, std::optional<Specification>> m_read; ///< nothing where it has problems
};

void
NamedFiles::ReadAll()
{
    if (!m_scenario.substrate.wan.file.empty())
    {
        ReadWanFile();
    }
    GatherCosts();
    for (size_t i = 0; i < m_scenario.tenants.size(); ++i)
    {
        Scenario::Tenants& tenants = m_scenario.tenants[i];
        Get(TablePath("tenants", i), tenants.source, tenants.specification);
    }
    for (size_t i = 0; i < m_scenario.changes.size(); ++i)
    {
        Scenario::Change& change = m_scenario.changes[i];
        const ChangeKind* kind = FindChangeKind(change.kind);
        NamedSpecification* named = kind ? kind->Named(change.keys.Of(change.kind)) : nullptr;
        if (named)
        {
            Specification specification;
            const auto arrivals = kind->StandsFor(change.keys.Of(change.kind));
            const std::string table = TablePath("changes", i);
            Get(arrivals ? KeyPath(table, arrivals->kind.Name()) : table,
                named->source,
                specification);
            named->read = std::make_shared<const Specification>(std::move(specification));
        }
    }
}

void
NamedFiles::Get(const std::string& table, const SpecSource& source, Specification& out)
{
    const std::string spec = KeyPath(table, "spec");
    const std::string generate = KeyPath(table, "generate");
    if (!m_problems.Sound(spec) || !m_problems.Sound(generate))
    {
        return;
    }
    const bool named = m_problems.Has(spec);
    if (named == source.generate.has_value())
    {
        m_problems.Add(named ? generate : table,
                       named ? "stands beside spec; accepted is one of the two"
                             : "has neither spec nor generate; accepted is one of the two");
    }
    else if (named)
    {
        Read(spec, source.file, out);
    }
    else
    {
        try
        {
            out = GenerateSpecification(*source.generate);
        }
        catch (const GeneratorRefusal& refusal)
        {
            m_problems.Add(KeyPath(generate, refusal.BlamedKey()),
                           refusal.Problem() + " (kind = " + QuoteText(source.generate->kind) +
                               ")");
        }
    }
}

void
NamedFiles::Read(const std::string& key, const std::string& file, Specification& out)
{
    const std::optional<SpecFormat> format = SpecFormatOf(file);
    if (!format)
    {
        m_problems.Add(
            key, "is " + QuoteShort(file) + "; accepted is a file with the ending " + kSpecEndings);
        return;
    }
    const std::string path = Located(file);
    if (!m_read.contains(path))
    {
        const std::optional<std::string> text = Input(key, file);
        if (!text)
        {
            return;
        }
        std::optional<Specification>& read = m_read[path];
        try
        {
            ReadResult result = ReadSpecification(*text, *format, path);
            read = std::move(result.specification);
            m_scenario.warnings.insert(
                m_scenario.warnings.end(), result.warnings.begin(), result.warnings.end());
        }
        catch (const InputError& error)
        {
            m_problems.Merge(error);
        }
    }
    if (const std::optional<Specification>& read = m_read[path])
    {
        out = *read;
    }
    else
    {
        m_problems.MarkUnsound(key);
    }
}

/// Puts what the scenario's own keys leave open behind them. The costs count, wherever they come from: the
/// resolved scenario has them.
void
NamedFiles::GatherCosts()
{
    const std::string use = "costs.use";
    const std::string all = m_problems.Has(use) ? use : "costs";
    std::map<std::string, double> behind;
    for (size_t i = 0; i < m_scenario.costsFrom.size(); ++i)
    {
        const std::string one = TablePath(all, i);
        for (const auto& [cost, value] :
             CostsOf(m_problems.Has(one) ? one : all, m_scenario.costsFrom[i]))
        {
            behind[cost] = value;
        }
    }
    m_scenario.costs.merge(behind);
}

/// @return the costs of a preset, or of a file; none where it has problems
std::map<std::string, double>
NamedFiles::CostsOf(const std::string& key, const std::string& source)
{
    const CostPreset* preset = FindCostPreset(source);
    if (!preset)
    {
        return CostsOfFile(key, source);
    }
    std::map<std::string, double> costs;
    for (const PresetCost& cost : preset->costs)
    {
        costs[cost.cost] = cost.value;
    }
    return costs;
}

std::map<std::string, double>
NamedFiles::CostsOfFile(const std::string& key, const std::string& file)
{
    const bool isFile = std::filesystem::path(file).has_extension();
    const std::optional<std::string> text =
        Content(key,
                file,
                isFile ? ""
                       : "; presets are " + ShortList(m_known.costPresets) +
                             DidYouMean(file, m_known.costPresets));
    if (!text)
    {
        return {};
    }
    try
    {
        const std::string path = Located(file);
        ScenarioProblems problems(path);
        const auto costs = ReadCosts(ParseDocument(*text, path), m_known, problems);
        problems.ThrowIfAny();
        return costs;
    }
    catch (const InputError& error)
    {
        m_problems.Merge(error);
        m_problems.MarkUnsound(key);
        return {};
    }
}

/// The WAN is read here for what is wrong with it, and for its size; a run reads it again.
void
NamedFiles::ReadWanFile()
{
    const std::string key = "substrate.wan.file";
    Scenario::Wan& wan = m_scenario.substrate.wan;
    wan.fileText = Input(key, wan.file).value_or("");
    if (!m_problems.Sound(key))
    {
        return;
    }
    try
    {
        const WanGraph graph = ReadWan(wan.fileText, Located(wan.file), wan.delay_ns);
        m_scenario.warnings.insert(
            m_scenario.warnings.end(), graph.warnings.begin(), graph.warnings.end());
        SetDatacenters(graph.names.size());
    }
    catch (const InputError& error)
    {
        m_problems.Merge(error);
        m_problems.MarkUnsound(key);
    }
}

/// The data centers are those of the WAN's file; a scenario need not count them again.
void
NamedFiles::SetDatacenters(size_t count)
{
    const std::string key = "substrate.datacenters";
    uint32_t& datacenters = m_scenario.substrate.datacenters;
    if (m_problems.Has(key) && m_problems.Sound(key) && datacenters != count)
    {
        m_problems.Add(key,
                       "is " + std::to_string(datacenters) + ", but " +
                           QuoteShort(m_scenario.substrate.wan.file) + " has " +
                           std::to_string(count) + " data centers; accepted is " +
                           std::to_string(count) + ", or no number");
    }
    datacenters = static_cast<uint32_t>(count);
}

/// @return the content of a file that counts as a whole: it identifies a run
std::optional<std::string>
NamedFiles::Input(const std::string& key, const std::string& file)
{
    std::optional<std::string> text = Content(key, file);
    if (text)
    {
        m_scenario.inputs[file] = *text;
    }
    return text;
}

/// @param hint follows the problem
std::optional<std::string>
NamedFiles::Content(const std::string& key, const std::string& file, const std::string& hint)
{
    std::string problem = "does not exist";
    try
    {
        if (std::optional<std::string> text = m_readFile(Located(file)))
        {
            return text;
        }
    }
    catch (const InputError& error)
    {
        problem = error.Diagnostics().front().message;
    }
    m_problems.Add(key, "is " + QuoteShort(file) + ", which " + problem + hint);
    return std::nullopt;
}

} // namespace

std::optional<SpecFormat>
SpecFormatOf(const std::string& file)
{
    static const std::map<std::string, SpecFormat> formats{{".graphml", SpecFormat::kGraphMl},
                                                           {".xml", SpecFormat::kGraphMl},
                                                           {".dot", SpecFormat::kDot},
                                                           {".gv", SpecFormat::kDot}};
    const auto format = formats.find(std::filesystem::path(file).extension().string());
    return format == formats.end() ? std::nullopt : std::optional(format->second);
}

void
ReadFiles(Scenario& scenario,
          const KnownNames& known,
          const std::string& fileName,
          const FileReader& readFile,
          ScenarioProblems& problems)
{
    NamedFiles(scenario, known, fileName, readFile, problems).ReadAll();
}

} // namespace ns3::vnlab
