// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TOML_READER_H
#define VNLAB_TOML_READER_H

#include "model/key/key-visitor.h"
#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <toml++/toml.h>
#include <vector>

namespace ns3::vnlab
{

/// Sets the values that the file has; each problem goes to ScenarioProblems.
class TomlReader : public KeyVisitor
{
  public:
    TomlReader(const toml::table& file, const KnownNames& known, ScenarioProblems& problems)
        : KeyVisitor(known),
          m_problems(problems),
          m_tables{{&file, "", {}}}
    {
    }

    /// Reads all keys of the file.
    void Read(Scenario& scenario);

    /// Reads the numbers of the innermost table, and leaves it.
    void ReadNumbers(std::map<std::string, double>& value,
                     const std::vector<std::string>& accepted);

    /// To tell a key of another kind from one that is unknown.
    bool WantsEveryKind() const override
    {
        return true;
    }

    void Text(const Key& key, std::string& value) override;
    void Word(const Key& key,
              std::string& value,
              const std::vector<std::string>& accepted) override;
    void Number(const Key& key, double& value, Bounds<double> range) override;
    void Flag(const Key& key, bool& value) override;
    void Names(const Key& key,
               std::vector<std::string>& value,
               const std::vector<std::string>& accepted) override;
    void NumberTable(const Key& key,
                     std::map<std::string, double>& value,
                     std::vector<std::string>& sources,
                     const std::vector<std::string>& accepted,
                     const std::function<void()>& others) override;

  protected:
    void VisitInteger(const Key& key, uint64_t& value, Range range) override;
    void VisitQuantity(const Key& key,
                       uint64_t& value,
                       const UnitFamily& units,
                       Range range) override;
    bool EnterTable(const Key& key) override;
    bool EnterOptionalTable(const Key& key, bool present) override;
    size_t CountTables(const Key& key, size_t present) override;
    bool EnterTableOf(const Key& key, size_t index) override;
    void LeaveTable() override;

  private:
    /// A table that is being visited.
    struct OpenTable
    {
        const toml::table* table; ///< null where the file lacks it
        std::string path;
        std::vector<std::string> keys; ///< asked for so far
        /// Those that do not apply, with what they need: `kind = "rewire"`.
        std::map<std::string, std::vector<std::string>> needs{};
    };

    const toml::node* Find(const Key& key);
    void ReadSources(const toml::node& node,
                     const std::string& path,
                     const std::string& accepted,
                     std::vector<std::string>& sources);
    bool Open(const std::string& path, const toml::node& node);
    void Refuse(const std::string& path, const std::string& found, const std::string& accepted);

    std::string PathOf(const Key& key) const
    {
        return KeyPath(m_tables.back().path, key.name);
    }

    ScenarioProblems& m_problems;
    std::vector<OpenTable> m_tables; ///< from the file to the innermost
};

} // namespace ns3::vnlab

#endif // VNLAB_TOML_READER_H
