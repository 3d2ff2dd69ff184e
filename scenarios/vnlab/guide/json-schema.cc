// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/json-schema.h"

#include "scenarios/vnlab/scenario/scenario-schema.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/sweep/sweep-keys.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ns3::vnlab
{

namespace
{

using Json = nlohmann::ordered_json;

/// Makes a schema of every table, from the outermost to the innermost.
class SchemaWriter : public KeyVisitor
{
  public:
    explicit SchemaWriter(const KnownNames& known)
        : KeyVisitor(known),
          m_tables{EmptyTable()},
          m_conditions(1)
    {
    }

    /// @return all of it, when the visit is over
    Json Take()
    {
        AddConditions();
        return std::move(m_tables.front());
    }

    bool WantsEveryKind() const override
    {
        return true;
    }

    void Text(const Key& key, std::string& value) override
    {
        Add(key, {{"type", "string"}}, value);
    }

    void Word(const Key& key, std::string& value, const std::vector<std::string>& accepted) override
    {
        Add(key, WordSchema(accepted), value);
    }

    void Number(const Key& key, double& value, Bounds<double> range) override
    {
        Add(key, {{"type", "number"}, {"minimum", range.least}, {"maximum", range.most}}, value);
    }

    void Flag(const Key& key, bool& value) override
    {
        Add(key, {{"type", "boolean"}}, value);
    }

    void Names(const Key& key,
               std::vector<std::string>&,
               const std::vector<std::string>& accepted) override
    {
        const Json known = WordSchema(accepted);
        Json word = known;
        if (!key.namedBy.empty()) // where there is no such table, only known names
        {
            word = {{"anyOf", {known, {{"type", "string"}}}}};
            Json onlyKnown;
            onlyKnown["properties"][std::string(key.name)]["items"] = known;
            m_tables.back()["allOf"].push_back(
                {{"anyOf", {{{"required", {key.namedBy}}}, onlyKnown}}});
        }
        Add(key, {{"type", "array"}, {"items", word}, {"minItems", 1}, {"uniqueItems", true}}, {});
    }

    void NumberTable(const Key& key,
                     std::map<std::string, double>&,
                     std::vector<std::string>&,
                     const std::vector<std::string>& accepted,
                     const std::function<void()>& others) override
    {
        const Json name{{"type", "string"}, {"minLength", 1}};
        const Json names{{"items", name}, {"minItems", 1}};
        EnterTable(key);
        others();
        Json& table = m_tables.back();
        table["properties"]["use"] = name;
        table["properties"]["use"].update(names);
        table["properties"]["use"]["type"] = {"string", "array"};
        for (const std::string& cost : accepted)
        {
            table["properties"][cost] = {{"type", "number"}, {"minimum", 0}};
        }
        table["type"] = {"object", "string", "array"}; // each with its own keywords
        table["minLength"] = 1;
        table.update(names);
        LeaveTable();
    }

  protected:
    void VisitInteger(const Key& key, uint64_t& value, Range range) override
    {
        Add(key, {{"type", "integer"}, {"minimum", range.least}, {"maximum", range.most}}, value);
    }

    void VisitQuantity(const Key& key,
                       uint64_t& value,
                       const UnitFamily& units,
                       Range range) override
    {
        std::string names;
        for (const Unit& unit : units.units)
        {
            names += (names.empty() ? "" : "|") + std::string(unit.name);
        }
        const std::string unit = "( *(" + names + "))" + (units.plain ? "?" : "");
        const Json text{{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)?" + unit + "$"}};
        const Json number{{"type", "integer"}, {"minimum", range.least}, {"maximum", range.most}};
        Key described = key;
        const std::string description = std::string(key.description) + " (" +
                                        std::string(units.quantity) + ", " +
                                        RangeText(range, units) + ")";
        described.description = description;
        Add(described,
            units.plain ? Json{{"anyOf", {text, number}}} : text,
            FormatQuantity(value, units));
    }

    bool EnterTable(const Key& key) override
    {
        m_keys.push_back(key);
        m_tables.push_back(EmptyTable());
        m_conditions.emplace_back();
        return true;
    }

    bool EnterOptionalTable(const Key& key, bool) override
    {
        return EnterTable(key);
    }

    size_t CountTables(const Key&, size_t) override
    {
        return 1;
    }

    bool EnterTableOf(const Key& key, size_t) override
    {
        m_arrays.push_back(m_tables.size());
        return EnterTable(key);
    }

    void LeaveTable() override
    {
        const Key key = m_keys.back();
        AddConditions();
        Json table = std::move(m_tables.back());
        m_keys.pop_back();
        m_tables.pop_back();
        m_conditions.pop_back();
        if (!m_arrays.empty() && m_arrays.back() == m_tables.size())
        {
            m_arrays.pop_back();
            table = {{"type", "array"}, {"items", table}};
            if (key.required)
            {
                table["minItems"] = 1;
            }
        }
        Add(key, table, {});
    }

  private:
    static Json EmptyTable()
    {
        return {
            {"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
    }

    static Json WordSchema(const std::vector<std::string>& accepted)
    {
        Json schema{{"type", "string"}};
        if (!accepted.empty())
        {
            schema["enum"] = accepted;
        }
        return schema;
    }

    /// @param fallback null where there is none
    void Add(const Key& key, Json schema, const Json& fallback)
    {
        std::string description(key.description);
        Json& table = m_tables.back();
        if (key.condition)
        {
            NoteCondition(key);
        }
        if (!key.fallback.empty())
        {
            description += " [" + std::string(key.fallback) + "]";
        }
        else if (!key.required && !fallback.is_null())
        {
            schema["default"] = fallback;
        }
        if (key.required && !key.condition)
        {
            table["required"].push_back(key.name);
        }
        schema["description"] = description;
        Json& property = table["properties"][std::string(key.name)];
        if (property.is_null())
        {
            property = std::move(schema);
        }
        else if (property != schema) // another kind has a key of the same name
        {
            property = {{"description", property["description"]}, {"anyOf", {property, schema}}};
        }
    }

    /// The values of another key of the table with which a key applies.
    struct Needs
    {
        std::string name;
        std::string words; ///< `kind = "rewire"`
        std::vector<Json> applies;
    };

    /// The key, and where it is required only with it: where another key of the table has the wanted
    /// value.
    void NoteCondition(const Key& key)
    {
        Json applies = Json::object();
        applies["properties"][std::string(key.condition->key)]["enum"] = {key.condition->wanted};
        if (!key.Applies()) // the wanted value is not the default
        {
            applies["required"] = {key.condition->key};
        }
        std::vector<Needs>& all = m_conditions.back();
        const std::string wanted = QuoteText(key.condition->wanted);
        if (const auto known = std::ranges::find(all, key.name, &Needs::name); known != all.end())
        {
            known->words += " or " + wanted;
            known->applies.push_back(applies);
        }
        else
        {
            all.push_back({std::string(key.name),
                           std::string(key.condition->key) + " = " + wanted,
                           {applies}});
        }
        if (key.required)
        {
            m_tables.back()["allOf"].push_back(
                {{"anyOf", {{{"required", {key.name}}}, {{"not", applies}}}}});
        }
    }

    /// A key that has conditions, only with one of them: in the table that is complete.
    void AddConditions()
    {
        Json& table = m_tables.back();
        for (const Needs& needs : m_conditions.back())
        {
            Json any = Json::array({{{"not", {{"required", {needs.name}}}}}});
            for (const Json& applies : needs.applies)
            {
                any.push_back(applies);
            }
            table["allOf"].push_back({{"anyOf", any}});
            Json& description = table["properties"][needs.name]["description"];
            description = description.get<std::string>() + "; only with " + needs.words;
        }
    }

    std::vector<Json> m_tables;                   ///< being visited, from the file to the innermost
    std::vector<Key> m_keys;                      ///< of the tables but the file
    std::vector<std::vector<Needs>> m_conditions; ///< of the keys of each of them
    std::vector<size_t> m_arrays;                 ///< depths of those that are in arrays
};

/// @return what [sweep] accepts: any path of keys, because indices and dots make too many
Json
SweepSchema()
{
    const Json bound{{"type", {"number", "string"}}};
    const Json list{{"type", "array"}, {"minItems", 1}, {"description", "values to take in turn"}};
    const Json range{
        {"type", "object"},
        {"required", {"from", "to", "steps"}},
        {"additionalProperties", false},
        {"properties",
         {{"from", bound},
          {"to", bound},
          {"steps", {{"type", "integer"}, {"minimum", 2}, {"maximum", 100'000}}},
          {"scale", {{"type", "string"}, {"enum", {"linear", "log"}}, {"default", "linear"}}}}}};
    const Json axis{{"anyOf", {list, range}}};
    const Json unquoted{{"type", "object"}, {"additionalProperties", axis}};
    const Json repeat{
        {"description", kSweepRepeat.description},
        {"anyOf",
         {{{"type", "integer"}, {"minimum", 1}, {"maximum", kMostRuns}},
          {{"type", "string"}, {"pattern", "^until (±|\\+-)?[0-9.]+ ?%$"}},
          {{"type", "object"},
           {"required", {"until"}},
           {"additionalProperties", false},
           {"properties",
            {{"until", {{"type", "string"}}},
             {"metric", {{"type", "string"}}},
             {"min", {{"type", "integer"}, {"minimum", 2}, {"maximum", kMostRuns}}},
             {"max", {{"type", "integer"}, {"minimum", 2}, {"maximum", kMostRuns}}}}}}}}};
    const Json zip{{"description", kSweepZip.description}, {"type", "array"}, {"items", unquoted}};
    return {{"type", "object"},
            {"description", kSweepTable.description},
            {"properties", {{"repeat", repeat}, {"zip", zip}}},
            {"additionalProperties", {{"anyOf", {list, range, unquoted}}}}};
}

} // namespace

std::string
MakeJsonSchema(const KnownNames& known)
{
    SchemaWriter writer(known);
    Scenario defaults;
    VisitKeys(writer, defaults);
    Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                {"title", "vnlab scenario"},
                {"description", "Written by `vnlab schema`; doc/scenario-file.md is the manual."}};
    schema.update(writer.Take());
    schema["properties"]["sweep"] = SweepSchema();
    constexpr int indent = 2;
    return schema.dump(indent) + "\n";
}

} // namespace ns3::vnlab
