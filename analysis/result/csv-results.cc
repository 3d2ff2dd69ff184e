// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/csv-results.h"

#include "analysis/result/csv-cell.h"
#include "analysis/result/csv-record.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using Fields = std::vector<CsvField>;

constexpr size_t kFirstParameter = 3; ///< after design, seed and run

template <typename T>
std::optional<T>
NumberOf(const std::string& text)
{
    T value{};
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, value);
    return error == std::errc() && end == last ? std::optional(value) : std::nullopt;
}

/// @return the text in quotes, cut where it is long
std::string
Quoted(const std::string& text)
{
    constexpr size_t most = 60;
    return "\"" + text.substr(0, most) + (text.size() > most ? "\"..." : "\"");
}

/// Reads the records of one table.
class TableReader
{
  public:
    TableReader(CsvTable table,
                std::string_view text,
                const std::string& fileName,
                std::map<RunKey, RunResult>& runs)
        : m_table(table),
          m_records(text, fileName),
          m_runs(runs)
    {
    }

    void Read();

  private:
    void ReadHeader();
    RunResult& RunOf(const Fields& record);
    void ReadMetric(const Fields& record, RunResult& run) const;
    void ReadSample(const Fields& record, RunResult& run) const;

    template <typename T>
    T Number(const CsvField& field, const char* accepted) const
    {
        const std::optional<T> number = NumberOf<T>(field.text);
        if (!number)
        {
            m_records.Refuse(field, Quoted(field.text) + "; accepted is " + accepted);
        }
        return *number;
    }

    CsvTable m_table;
    CsvRecordReader m_records;
    std::map<RunKey, RunResult>& m_runs;
    Fields m_header;
    size_t m_parameters{0}; ///< columns of them
};

void
TableReader::ReadHeader()
{
    std::vector<std::string> last{"metric", "value"};
    if (m_table == CsvTable::kSamples)
    {
        last.insert(last.end() - 1, "index");
    }
    std::vector<std::string> first{"design", "seed", "run"};
    std::string expected = "design,seed,run,";
    for (const std::string& name : last)
    {
        expected += (&name == &last.front() ? "[parameters,]" : ",") + name;
    }
    m_header = m_records.Next().value_or(Fields{CsvField{}});
    const auto matches = [this](size_t from, const std::vector<std::string>& names)
    {
        size_t column = from;
        return std::ranges::all_of(
            names, [&](const std::string& name) { return m_header[column++].text == name; });
    };
    const size_t fixed = first.size() + last.size();
    if (m_header.size() < fixed || !matches(0, first) ||
        !matches(m_header.size() - last.size(), last))
    {
        m_records.Refuse(m_header.front(), "unexpected columns; accepted are " + expected);
    }
    m_parameters = m_header.size() - fixed;
}

RunResult&
TableReader::RunOf(const Fields& record)
{
    RunResult run{.key = {.scenario = {},
                          .design = TextOfCell(record[0].text),
                          .seed = Number<uint64_t>(record[1], "a whole number"),
                          .run = Number<uint32_t>(record[2], "a whole number")}};
    for (size_t column = kFirstParameter; column < kFirstParameter + m_parameters; ++column)
    {
        const std::string name = TextOfCell(m_header[column].text);
        const std::string value = TextOfCell(record[column].text);
        if (!value.empty())
        {
            run.parameters[name] = {value, NumberOf<double>(value)};
        }
    }
    run.key.scenario = CsvResults::ScenarioOf(run.parameters);
    const RunKey key = run.key;
    return m_runs.try_emplace(key, std::move(run)).first->second;
}

void
TableReader::ReadMetric(const Fields& record, RunResult& run) const
{
    const CsvField& metric = record[record.size() - 2];
    const auto value = Number<double>(record.back(), "a number");
    if (!run.metrics.emplace(TextOfCell(metric.text), value).second)
    {
        m_records.Refuse(metric, "the run has " + Quoted(metric.text) + " twice");
    }
}

void
TableReader::ReadSample(const Fields& record, RunResult& run) const
{
    const CsvField& index = record[record.size() - 2];
    std::vector<double>& samples = run.samples[TextOfCell(record[record.size() - 3].text)];
    if (Number<size_t>(index, "a whole number") != samples.size())
    {
        m_records.Refuse(index,
                         "index " + index.text + "; accepted is " + std::to_string(samples.size()));
    }
    samples.push_back(Number<double>(record.back(), "a number"));
}

void
TableReader::Read()
{
    ReadHeader();
    while (const std::optional<Fields> record = m_records.Next())
    {
        if (record->size() != m_header.size())
        {
            m_records.Refuse(record->front(),
                             std::to_string(record->size()) + " columns; accepted are " +
                                 std::to_string(m_header.size()) + ", as in the first line");
        }
        RunResult& run = RunOf(*record);
        m_table == CsvTable::kMetrics ? ReadMetric(*record, run) : ReadSample(*record, run);
    }
}

} // namespace

void
CsvResults::Add(CsvTable table, std::string_view text, const std::string& fileName)
{
    TableReader(table, text, fileName, m_runs).Read();
}

std::string
CsvResults::ScenarioOf(const std::map<std::string, Parameter>& parameters)
{
    std::string scenario;
    for (const auto& [name, value] : parameters)
    {
        scenario += name + " = " + value.text + "\n";
    }
    return scenario;
}

} // namespace ns3::vnlab
