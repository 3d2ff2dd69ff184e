// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-writer.h"

#include "scenarios/vnlab/scenario/scenario-schema.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Writes values line by line, and tables inside tables on one line each.
class TomlWriter : public KeyVisitor
{
  public:
    using KeyVisitor::KeyVisitor;

    const std::string& Written() const
    {
        return m_written;
    }

    void Text(const Key& key, std::string& value) override
    {
        if (key.fallback.empty() || !value.empty())
        {
            Write(key, QuoteText(value));
        }
    }

    void Word(const Key& key, std::string& value, const std::vector<std::string>&) override
    {
        Text(key, value);
    }

    void Number(const Key& key, double& value, Bounds<double>) override
    {
        Write(key, NumberText(value));
    }

    void Flag(const Key& key, bool& value) override
    {
        Write(key, value ? "true" : "false");
    }

    void Names(const Key& key,
               std::vector<std::string>& value,
               const std::vector<std::string>&) override
    {
        if (!value.empty()) // else it is nobody's: the text is of a run, which has one design
        {
            Write(key, ListText(value));
        }
    }

    void NumberTable(const Key& key,
                     std::map<std::string, double>& value,
                     std::vector<std::string>&, // whose content the value has
                     const std::vector<std::string>&,
                     const std::function<void()>& others) override
    {
        EnterTable(key);
        others();
        for (auto& [name, number] : value)
        {
            Write({QuoteText(name), ""}, NumberText(number));
        }
        LeaveTable();
    }

  protected:
    void VisitInteger(const Key& key, uint64_t& value, Range) override
    {
        Write(key, std::to_string(value));
    }

    void VisitQuantity(const Key& key, uint64_t& value, const UnitFamily& units, Range) override
    {
        Write(key, QuoteText(FormatQuantity(value, units)));
    }

    /// At the top a section, elsewhere on one line.
    bool EnterTable(const Key& key) override
    {
        const std::string name(key.name);
        if (key.Applies())
        {
            m_tables.empty() ? Open(name, "\n[" + name + "]\n") : OpenOnLine(name);
        }
        return key.Applies();
    }

    bool EnterOptionalTable(const Key& key, bool present) override
    {
        return present && EnterTable(key);
    }

    size_t CountTables(const Key&, size_t present) override
    {
        return present;
    }

    /// A section, whatever it is in.
    bool EnterTableOf(const Key& key, size_t) override
    {
        const std::string path =
            (m_tables.empty() ? "" : m_tables.back() + ".") + std::string(key.name);
        Open(path, "\n[[" + path + "]]\n");
        return true;
    }

    void LeaveTable() override
    {
        const bool wasOnOneLine = IsOnOneLine();
        m_tables.pop_back();
        if (wasOnOneLine)
        {
            m_written += IsOnOneLine() ? " }" : " }\n";
            m_inlineKeys = IsOnOneLine() ? 1 : 0; // the table itself
        }
    }

  private:
    void OpenOnLine(const std::string& name)
    {
        const std::string before = !IsOnOneLine() ? "" : m_inlineKeys == 0 ? " " : ", ";
        Open("", before + name + " = {");
        m_inlineKeys = 0;
    }

    void Open(const std::string& section, const std::string& header)
    {
        m_written += header;
        m_tables.push_back(section);
    }

    bool IsOnOneLine() const
    {
        return !m_tables.empty() && m_tables.back().empty();
    }

    void Write(const Key& key, const std::string& value)
    {
        if (!key.Applies())
        {
            return;
        }
        const std::string line = std::string(key.name) + " = " + value;
        if (!IsOnOneLine())
        {
            m_written += line + "\n";
            return;
        }
        m_written += (m_inlineKeys == 0 ? " " : ", ") + line;
        ++m_inlineKeys;
    }

    std::string m_written;
    std::vector<std::string> m_tables; ///< paths of the sections being written; "": one on one line
    size_t m_inlineKeys{0};            ///< written so far on the line of a table inside a table
};

} // namespace

std::string
WriteResolved(const Scenario& scenario)
{
    const KnownNames none;
    TomlWriter writer(none);
    Scenario copy = scenario; // visitors may set values, this one does not
    VisitKeys(writer, copy);
    return writer.Written();
}

} // namespace ns3::vnlab
