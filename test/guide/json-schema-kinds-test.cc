// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-builder.h"
#include "scenarios/vnlab/guide/json-schema.h"
#include "scenarios/vnlab/scenario/known-names.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ns3::vnlab
{

namespace
{

/// Has the key `seed`, as `random` has.
class Isolated : public Generator
{
  public:
    std::string_view Name() const override
    {
        return "isolated";
    }

    std::string_view Description() const override
    {
        return "VMs without links";
    }

    bool Draws() const override
    {
        return true;
    }

    GeneratedShape Promise(const GeneratorRequest& request, const OwnKeys&) const override
    {
        return {.links = 0, .parts = request.vms};
    }

    Specification Generate(const GeneratorRequest& request, const OwnKeys&) const override
    {
        SpecBuilder builder(request, 0);
        builder.AddVms("vm", request.vms);
        return builder.Finish();
    }
};

const GeneratorRegistration kIsolated{std::make_unique<Isolated>()};

TEST(JsonSchemaKindsTest, AKeyThatTwoKindsHaveIsAcceptedWithEitherOfThem)
{
    using Json = nlohmann::json;
    const Json schema = Json::parse(MakeJsonSchema(GatherKnownNames()));
    const Json& tenants = schema["properties"]["tenants"]["items"]["properties"];
    const Json with = Json::parse(R"({"anyOf": [
        {"not": {"required": ["seed"]}},
        {"properties": {"kind": {"enum": ["isolated"]}}, "required": ["kind"]},
        {"properties": {"kind": {"enum": ["random"]}}, "required": ["kind"]}]})");
    size_t found = 0;
    for (const Json& law : tenants["generate"]["allOf"])
    {
        found += law == with;
    }
    EXPECT_EQ(found, 1U);
}

} // namespace

} // namespace ns3::vnlab
