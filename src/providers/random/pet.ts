/** random_pet: names that people can tell apart and say. */
import { randomInt } from "node:crypto";
import type { Value } from "../../rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { numberOf, textOf } from "../../rehearsal/engine/attributes";

const words = (text: string): readonly string[] => text.split(" ");

const ADVERBS = words(
  "ably boldly briefly brightly calmly clearly closely duly early easily evenly fairly firmly freely freshly fully " +
    "gently gladly greatly hardly highly jointly justly kindly largely lately lightly mainly mildly mostly nearly neatly " +
    "newly nicely openly partly plainly rarely readily really safely simply slowly smoothly softly solely steadily " +
    "surely swiftly truly warmly wholly widely wisely",
);
const ADJECTIVES = words(
  "able active agile amber ample apt azure bold brave bright brisk calm careful civil clean clear clever cosy crisp " +
    "curious daring deep eager early easy even fair famous fast fine firm fleet fond free fresh gentle giving glad golden " +
    "good grand great happy hardy honest humble jolly keen kind large light lively loyal lucky mild modest neat noble open " +
    "patient plain polite prime proud quick quiet rapid ready robust sharp silver sincere smooth sound steady still strong " +
    "sunny sure swift tidy tough true upright usable vast warm wise witty",
);
const ANIMALS = words(
  "albatross alpaca ant badger bat bear beaver bee bison boar buffalo camel caribou cat cobra cod condor coyote crab crane " +
    "cricket crow deer dingo dolphin dove duck eagle eel egret elk falcon ferret finch fox frog gazelle gecko gibbon goat " +
    "goose grouse gull hare hawk heron hippo hornet horse hound ibex ibis iguana jackal jaguar jay koala koi lark lemur " +
    "lion lizard llama lobster lynx macaw magpie manatee marlin marmot mink mole moose moth mouse mule newt ocelot octopus " +
    "orca oryx osprey otter owl ox panda parrot pelican penguin perch pheasant pig pike pony puffin puma quail rabbit " +
    "raccoon ram raven ray robin salmon seal shark sheep shrew skunk sloth snail sparrow squid stag stork swan swift tapir " +
    "tetra tiger toad toucan trout tuna turkey turtle viper vole walrus wasp weasel whale wolf wombat wren yak zebra",
);

const randomOf = (list: readonly string[]): string => list[randomInt(list.length)] ?? "";

export const randomPet: ResourceBehaviour = {
  computed(_, state, prior): { [name: string]: Value } {
    if (prior) return {};
    const length = Math.max(numberOf(state.length) ?? 2, 1);
    const adverbs = Array.from({ length: Math.max(length - 2, 0) }, () => randomOf(ADVERBS));
    const parts = [...adverbs, ...(length > 1 ? [randomOf(ADJECTIVES)] : []), randomOf(ANIMALS)];
    const prefix = textOf(state.prefix);
    return { id: [...(prefix ? [prefix] : []), ...parts].join(textOf(state.separator) ?? "-") };
  },
};
