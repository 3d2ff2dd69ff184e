// SPDX-License-Identifier: GPL-2.0-only
//
// The JSON Schema of scenario files: the one in doc/ is what the program prints, and a validator of
// another make accepts what the parser accepts.

#include "scenarios/vnlab/guide/json-schema.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/sweep/sweep-file.h"
#include "test/house/source-tree.h"
#include "test/support/temporary-folder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <toml++/toml.h>

namespace ns3::vnlab
{
namespace
{

using Json = nlohmann::json;

const Json&
Schema()
{
    static const Json schema = Json::parse(MakeJsonSchema(GatherKnownNames()));
    return schema;
}

/// A good scenario; the tests of bad ones change it.
const std::string kGood = R"(title = "Lab"
[substrate]
racks = 2
link = { rate = "10 Gbps", delay = "1.5us", queue = 64000 }
[[tenants]]
name = "shop"
generate = { kind = "ring", vms = 6 }
[designs]
use = ["flat", "linkwire"]
[[changes]]
at = "1s"
kind = "rewire"
links = 2
[costs]
hook_whitelist = 1e-9
[sweep]
repeat = { until = "±5%", max = 50 }
"tenants.count" = { from = 1, to = 100, steps = 5, scale = "log" }
substrate.hosts_per_rack = [1, 2]
[[sweep.zip]]
"substrate.spines" = [1, 2]
"substrate.mtu" = [1500, 9000]
)";

/// Of the good scenario; a variant may take its place.
const std::string kUse = "use = [\"flat\", \"linkwire\"]";

std::string
Variant(const std::string& use, const std::string& keys)
{
    return "use = " + use + "\n[[designs.variant]]\nname = \"mine\"\n" + keys;
}

bool
ParserAccepts(const std::string& text)
{
    try
    {
        const SweepFile file(text, "lab.toml");
        file.ScenarioAt(0, GatherKnownNames(), [](const std::string&) { return std::nullopt; });
        return true;
    }
    catch (const InputError&)
    {
        return false;
    }
}

/// Reads {"schema": …, "instances": […]} and prints for each instance where it is wrong, or "fine".
const char* const kValidator = R"(
import json, sys
try:
    import jsonschema
except ImportError:
    sys.exit(77)
given = json.load(sys.stdin)
for draft in (jsonschema.Draft4Validator, jsonschema.Draft7Validator, jsonschema.Draft202012Validator):
    schema = dict(given["schema"])
    schema["$schema"] = draft.META_SCHEMA.get("$id", draft.META_SCHEMA.get("id"))
    draft.check_schema(schema)
    found = []
    for instance in given["instances"]:
        errors = sorted(draft(schema).iter_errors(instance), key=lambda e: list(map(str, e.path)))
        found.append(" ".join("/".join(map(str, e.path)) + ":" + e.validator for e in errors))
    print(json.dumps(found))
)";

class JsonSchemaTest : public testing::Test
{
  protected:
    /// Skips the test where there is no validator.
    /// @return for each file, the places and rules that it breaks; "" where it breaks none
    void Validate(const std::vector<std::string>& files, std::vector<std::string>& problems)
    {
        Json input{{"schema", Schema()}, {"instances", Json::array()}};
        for (const std::string& file : files)
        {
            std::ostringstream json;
            json << toml::json_formatter{toml::parse(file)};
            input["instances"].push_back(Json::parse(json.str()));
        }
        const TemporaryFolder folder;
        std::ofstream(folder / "input.json") << input;
        std::ofstream(folder / "validate.py") << kValidator;
        const std::string command = "cd '" + folder.path.string() +
                                    "' && python3 validate.py <input.json >found 2>messages";
        const int status = std::system(command.c_str());
        std::ifstream messages(folder / "messages");
        const std::string text{std::istreambuf_iterator<char>(messages), {}};
        if (WEXITSTATUS(status) == 77 || WEXITSTATUS(status) == 127)
        {
            GTEST_SKIP() << "needs python3-jsonschema";
        }
        ASSERT_EQ(status, 0) << text;
        std::ifstream found(folder / "found");
        std::vector<Json> byDraft;
        for (std::string line; std::getline(found, line);)
        {
            byDraft.push_back(Json::parse(line));
        }
        ASSERT_EQ(byDraft.size(), 3u);
        EXPECT_EQ(byDraft[0], byDraft[1]); // the same in every draft
        EXPECT_EQ(byDraft[1], byDraft[2]);
        problems = byDraft[1].get<std::vector<std::string>>();
    }
};

TEST_F(JsonSchemaTest, TheOneInTheManualIsWhatTheProgramPrints)
{
    const std::string expected = MakeJsonSchema(GatherKnownNames());
    if (ReadSource("doc/scenario.schema.json") != expected)
    {
        const std::string path = testing::TempDir() + "scenario.schema.json";
        std::ofstream(path) << expected;
        ADD_FAILURE() << "doc/scenario.schema.json is out of date; it should say what is in "
                      << path;
    }
}

TEST_F(JsonSchemaTest, EveryScenarioNamesItInItsFirstLine)
{
    for (const SourceFile& file : ReadSources({"scenarios"}, {".toml"}))
    {
        const auto folder = std::filesystem::path(file.path).parent_path();
        const auto schema =
            std::filesystem::path("doc/scenario.schema.json").lexically_relative(folder);
        EXPECT_TRUE(file.text.starts_with("#:schema " + schema.string() + "\n")) << file.path;
    }
}

TEST_F(JsonSchemaTest, AcceptsEveryScenarioOfOurs)
{
    std::vector<std::string> texts{kGood, "costs = \"my-machine.toml\"\n"};
    texts.back() += kGood.substr(0, kGood.find("[costs]"));
    texts.push_back(kGood);
    const std::string chosen = "placement = \"pack\"\npack = { fill = 0.5 }\nracks = 2";
    texts.back().replace(kGood.find("racks = 2"), 9, chosen);
    const std::string ring = "\"ring\", vms = 6";
    texts.push_back(kGood);
    texts.back().replace(
        kGood.find(ring), ring.size(), "\"random\", vms = 6, degree = 2, seed = 3");
    texts.push_back(kGood);
    texts.back().replace(kGood.find(kUse),
                         kUse.size(),
                         Variant("[\"flat\", \"mine\"]",
                                 "design = \"geneve\"\nencapsulation = \"vxlan\"\n"
                                 "locations = \"learned\""));
    EXPECT_TRUE(ParserAccepts(texts.back()));
    for (const SourceFile& file : ReadSources({"scenarios"}, {".toml"}))
    {
        texts.push_back(file.text);
    }
    EXPECT_GE(texts.size(), 6u);
    for (const std::string& text : texts)
    {
        EXPECT_TRUE(!text.starts_with("title") || ParserAccepts(text)) << text;
    }
    std::vector<std::string> problems;
    Validate(texts, problems);
    for (size_t i = 0; i < problems.size(); ++i)
    {
        EXPECT_EQ(problems[i], "") << texts[i];
    }
}

TEST_F(JsonSchemaTest, RefusesWhatTheParserRefuses)
{
    struct Bad
    {
        std::string part; ///< of the good scenario
        std::string other;
        std::string problem;
    };

    const std::vector<Bad> bad{
        {"racks = 2", "rack = 2", "substrate:additionalProperties"},
        {"racks = 2", "racks = \"2\"", "substrate/racks:type"},
        {"racks = 2", "racks = 0", "substrate/racks:minimum"},
        {"racks = 2", "racks = 1.5", "substrate/racks:type"},
        {"10 Gbps", "10", "substrate/link/rate:pattern"},
        {"10 Gbps", "10 gbps", "substrate/link/rate:pattern"},
        {"\"1.5us\"", "15", "substrate/link/delay:type"},
        {"64000", "\"64 KB\"", "substrate/link/queue:anyOf"},
        {"name = \"shop\"", "", "tenants/0:required"},
        {"\"ring\"", "\"rings\"", "tenants/0/generate/kind:enum"},
        {"vms = 6", "vms = 6, degree = 3", "tenants/0/generate:anyOf"},
        {"racks = 2", "racks = 2\npack = { fill = 0.5 }", "substrate:anyOf"},
        {"racks = 2",
         "racks = 2\nplacement = \"pack\"\npack = { fill = 2 }",
         "substrate/pack/fill:maximum"},
        {"[\"flat\", \"linkwire\"]", "[]", "designs/use:minItems"},
        {"[\"flat\", \"linkwire\"]", "[\"flat\", \"flat\"]", "designs/use:uniqueItems"},
        {"[\"flat\", \"linkwire\"]", "[\"flat\", \"link-wire\"]", "designs:anyOf"},
        {kUse, Variant("[3]", "design = \"flat\""), "designs/use/0:anyOf"},
        {kUse, Variant("[\"mine\"]", "design = \"flats\""), "designs/variant/0/design:enum"},
        {kUse,
         Variant("[\"mine\"]", "design = \"flat\"\nlocations = \"learned\""),
         "designs/variant/0:anyOf"},
        {kUse,
         Variant("[\"mine\"]", "design = \"flat\"\nmanual = { operators = 2 }"),
         "designs/variant/0:anyOf"},
        {kUse,
         Variant("[\"mine\"]",
                 "design = \"flat\"\ncontrol = \"manual\"\nmanual = { operators = 0 }"),
         "designs/variant/0/manual/operators:minimum"},
        {"links = 2", "", "changes/0:anyOf"},
        {"links = 2", "links = 2\nspec = \"a.dot\"", "changes/0:anyOf"},
        {"hook_whitelist = 1e-9", "hook_whitelist = -1", "costs/hook_whitelist:minimum"},
        {"hook_whitelist = 1e-9", "hook_whitelistp = 1", "costs:additionalProperties"},
        {"[costs]\nhook_whitelist = 1e-9", "[[costs]]", "costs/0:type"},
        {"[1, 2]", "1", "sweep/substrate:anyOf"},
        {"steps = 5", "steps = 1", "sweep/tenants.count:anyOf"},
        {"until = \"±5%\", ", "", "sweep/repeat:anyOf"},
        {"[[tenants]]", "[[tenant]]", ":additionalProperties :required"},
    };
    std::vector<std::string> texts;
    for (const Bad& change : bad)
    {
        std::string text = kGood;
        const size_t at = text.find(change.part);
        ASSERT_NE(at, std::string::npos) << change.part;
        texts.push_back(text.replace(at, change.part.size(), change.other));
        EXPECT_FALSE(ParserAccepts(texts.back())) << change.other;
    }
    std::vector<std::string> problems;
    Validate(texts, problems);
    for (size_t i = 0; i < problems.size(); ++i)
    {
        EXPECT_EQ(problems[i], bad[i].problem) << bad[i].other;
    }
}

TEST_F(JsonSchemaTest, KeysHaveTheirMeaningAndDefault)
{
    const Json& keys = Schema()["properties"]["substrate"]["properties"];
    EXPECT_EQ(keys["racks"],
              Json::parse(R"({"type": "integer", "minimum": 1, "maximum": 32768, "default": 4,
                              "description": "racks per data center"})"));
    EXPECT_EQ(keys["link"]["properties"]["delay"]["default"], "1us");
    EXPECT_EQ(keys["link"]["properties"]["delay"]["description"],
              "delay of each link (duration, 0ns to 1h)");
}

} // namespace
} // namespace ns3::vnlab
