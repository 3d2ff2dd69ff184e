// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-writer.h"

#include "scenarios/vnlab/scenario/scenario-schema.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <string_view>

namespace ns3::vnlab
{

namespace
{

/// Writes values line by line, and tables inside tables on one line.
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
        Write(key, QuoteText(value));
    }

    void Number(const Key& key, double& value, Bounds<double>) override
    {
        Write(key, NumberText(value));
    }

    void Names(const Key& key,
               std::vector<std::string>& value,
               const std::vector<std::string>&) override
    {
        Write(key, ListText(value));
    }

    void NumberTable(const Key& key,
                     std::map<std::string, double>& value,
                     std::string&, // whose content the value is
                     const std::vector<std::string>&) override
    {
        Open("[" + std::string(key.name) + "]");
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

    bool EnterTable(const Key& key) override
    {
        Open(m_depth == 0 ? "[" + std::string(key.name) + "]" : std::string(key.name) + " = {");
        return true;
    }

    bool EnterOptionalTable(const Key& key, bool present) override
    {
        return present && key.Applies() && EnterTable(key);
    }

    size_t CountTables(const Key&, size_t present) override
    {
        return present;
    }

    bool EnterTableOf(const Key& key, size_t) override
    {
        Open("[[" + std::string(key.name) + "]]");
        return true;
    }

    void LeaveTable() override
    {
        --m_depth;
        if (m_depth > 0)
        {
            m_written += " }\n";
            m_inlineKeys = 0;
        }
    }

  private:
    void Open(const std::string& header)
    {
        m_written += (m_depth == 0 ? "\n" : "") + header + (m_depth == 0 ? "\n" : "");
        ++m_depth;
    }

    void Write(const Key& key, const std::string& value)
    {
        if (!key.Applies())
        {
            return;
        }
        const std::string line = std::string(key.name) + " = " + value;
        if (m_depth < 2)
        {
            m_written += line + "\n";
            return;
        }
        m_written += (m_inlineKeys == 0 ? " " : ", ") + line;
        ++m_inlineKeys;
    }

    std::string m_written;
    size_t m_depth{0};
    size_t m_inlineKeys{0}; ///< written so far on the line of a table inside a table
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
