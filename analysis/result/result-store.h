// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RESULT_STORE_H
#define VNLAB_RESULT_STORE_H

#include "analysis/result/run-result.h"
#include "model/key/metric.h"

#include <SQLiteCpp/Database.h>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// What computed a result; stored with it.
struct Versions
{
    std::string vnlab;
    std::string ns3;

    auto operator<=>(const Versions&) const = default;
};

/// A run that a store has, without what came out.
struct StoredRun
{
    RunKey key;
    bool failed{false};
    double wallSeconds{0};
    Versions versions;
};

/// What a sweep is called and the order in which it names its designs: no run depends on either.
struct StoreCaption
{
    std::string title;
    std::vector<std::string> designs;

    bool operator==(const StoreCaption&) const = default;
};

/// A scenario that a store has runs of.
struct StoredScenario
{
    std::string text;
    std::map<std::string, Parameter> parameters;
};

/**
 * @brief Results of runs in one SQLite file.
 *
 * One process writes; others may read meanwhile. Each Write is one transaction with SQLite's
 * rollback journal, so a writer killed at any moment leaves all runs written before, whole, and
 * a store at rest is one plain file.
 *
 * A store is told from other SQLite files by its application_id, and its schema by user_version.
 * Tables: run (with scenario), parameter, metric, sample, series, caption, metric_row, input (with
 * input_text); store-file.cc has their columns.
 *
 * The files that a scenario names are kept as each run read them, every text once, so that a run
 * can be repeated from its store alone. A store of schema 4 or older has none.
 *
 * The rows of its metrics travel with it: writing a result stores what FindMetric() says of each of
 * its metrics, and opening a store makes its rows known (AdoptMetrics). An older store has none.
 */
class ResultStore
{
  public:
    /**
     * @brief Opens a store for writing, and creates it where there is none or an empty file.
     * @param path the file; its folder exists
     * @throws InputError naming @p path where the file is not ours, is from a newer schema, is
     *         damaged, contradicts this program or another open store on a metric, or it or its
     *         folder cannot be written; nothing has been written then
     */
    static ResultStore Open(const std::string& path, Versions versions);

    /**
     * @brief Opens a store that exists, to read only.
     * @throws InputError as Open, and where the file does not exist
     */
    static ResultStore OpenReadOnly(const std::string& path);

    /**
     * @brief Stores one run, and replaces the one with the same key.
     *
     * A sample or series without values leaves no trace.
     * @throws std::runtime_error naming the file if that fails, for example on a full disk; the
     *         store is then as before
     */
    void Write(const RunResult& result);

    /// The same for several at once, which is much faster: all of them are stored, or none.
    void Write(std::span<const RunResult> results);

    /// The same for results that another vnlab computed.
    void Write(std::span<const RunResult> results, const Versions& versions);

    /// Replaces the caption. @throws std::runtime_error as Write
    void WriteCaption(const StoreCaption& caption);

    /// @return an empty one where none was written
    StoreCaption Caption() const;

    /// Visits which runs there are, sorted by key. No result is read.
    void ForEachRun(const std::function<void(const StoredRun&)>& visit) const;

    /// Visits which resolved scenarios there are runs of, sorted by text.
    void ForEachScenario(const std::function<void(const StoredScenario&)>& visit) const;

    /**
     * @brief Visits the runs of one resolved scenario, one after the other: one is in memory.
     *
     * Sorted by seed, run and design, so that runs on the same random numbers follow each other.
     */
    void ForEachResult(const StoredScenario& scenario,
                       const std::function<void(const RunResult&)>& visit) const;

    /// @return the rows of the metrics of its results, by name; of an older store none
    std::vector<Metric> StoredMetrics() const;

    /// @return the files of a run's scenario; empty where it names none, or the store is older
    std::shared_ptr<const RunInputs> InputsOf(const RunKey& key) const;

    /// @return all designs that there are runs of, ascending
    std::vector<std::string> Designs() const;

    /// @return how many runs each pair of versions computed
    std::map<Versions, size_t> RunsByVersions() const;

    /// @return all runs, sorted by key
    std::vector<RunResult> Read() const;

    /// @return the runs of one resolved scenario, sorted by key
    std::vector<RunResult> Read(const std::string& scenario) const;

  private:
    using InputRows = std::vector<std::pair<std::string, int64_t>>;

    ResultStore(std::string path, SQLite::Database database, Versions versions);

    /// @return whether it replaces a run
    bool WriteInTransaction(const RunResult& result, const Versions& versions);
    void DropUnusedInputs();
    void WriteInputs(int64_t run, const RunResult& result);
    void WriteMetricRows(std::span<const RunResult> results);
    std::vector<RunResult> ReadWhere(const std::optional<std::string>& scenario) const;

    std::string m_path;
    mutable SQLite::Database m_database; ///< mutable: a snapshot for reading is a transaction too
    Versions m_versions;
    /// The rows of input_text that inputs have, by their names: each text is looked for once.
    std::map<std::shared_ptr<const RunInputs>, InputRows> m_written;
    mutable InputRows m_lastRows; ///< that InputsOf has read
    mutable std::shared_ptr<const RunInputs> m_lastInputs;
};

} // namespace ns3::vnlab

#endif // VNLAB_RESULT_STORE_H
